package dev.alexandrite.core.augment;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.ColorJitter;
import dev.alexandrite.augment.CustomAugment;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.HorizontalFlip;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.PcaColor;
import dev.alexandrite.augment.Planes;
import dev.alexandrite.augment.RandAugment;
import dev.alexandrite.augment.RandomCrop;
import dev.alexandrite.augment.RandomErasing;
import dev.alexandrite.augment.RandomResizedCrop;
import dev.alexandrite.augment.TrivialAugmentWide;
import dev.alexandrite.core.data.CounterRandom;
import dev.alexandrite.data.Image;
import dev.alexandrite.tensor.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the augmentations of one training image, in order. Crops, flips and colour shifts are only
 * noted down and carried out together when the network's input is written; a custom transform, and
 * what works on bytes, get everything before them carried out. Erasing comes after all that.
 */
final class TrainingAugmenter {
  private final List<Augment> steps;
  private final int cropHeight;
  private final int cropWidth;
  private final float[] pcaDeviations;
  private final float[] pcaVectors;
  private final Normalizer normalizer;

  TrainingAugmenter(InputPipeline pipeline, DataStatistics statistics, Normalizer normalizer) {
    this.steps = pipeline.training();
    this.cropHeight = pipeline.cropHeight();
    this.cropWidth = pipeline.cropWidth();
    this.pcaDeviations = statistics.pcaDeviations();
    this.pcaVectors = statistics.pcaVectors();
    this.normalizer = normalizer;
  }

  /** The image has been resized, unless a crop is cut from the original. */
  void write(
      Image image,
      long seed,
      int epoch,
      int sample,
      int position,
      Workspace work,
      float[] target,
      int offset) {
    Pixels pixels = Pixels.OfBytes.of(image);
    float divisor = 1;
    @Nullable RandomErasing erasing = null;
    work.cut.whole(image.height(), image.width());
    work.inResized.whole(image.height(), image.width());
    Arrays.fill(work.shift, 0);
    for (int place = 0; place < steps.size(); place++) {
      Augment step = steps.get(place);
      int chunk = chunkOf(step);
      int drawnBy = chunk == 1 ? sample : position / chunk;
      CounterRandom random = work.random.start(seed, Purpose.AUGMENT, place, epoch, drawnBy);
      switch (step) {
        case RandomCrop crop -> cut(work, crop, random);
        case HorizontalFlip flip -> {
          if (random.nextInt(2) == 1) {
            work.cut.flip();
            work.inResized.flip();
          }
        }
        case PcaColor color -> {
          if (epoch < color.untilEpoch()) {
            addShift(work.shift, color, random);
            divisor = color.divide() ? (float) (1 + color.stddev()) : 1;
          }
        }
        case RandomResizedCrop crop -> {
          work.stage.resizedCrop(work.bytes(pixels), crop, random);
          pixels = carriedOut(work);
        }
        case ColorJitter jitter -> {
          work.stage(pixels).jitter(jitter, random);
          pixels = carriedOut(work);
        }
        case RandAugment augment -> {
          work.stage(pixels).rand(augment, random);
          pixels = carriedOut(work);
        }
        case TrivialAugmentWide augment -> {
          work.stage(pixels).trivial(augment, random);
          pixels = carriedOut(work);
        }
        case CustomAugment custom -> {
          Planes planes = work.copy(pixels);
          custom.transform().apply(planes, random);
          pixels = new Pixels.OfPlanes(planes);
          work.cut.whole(planes.height(), planes.width());
          Arrays.fill(work.shift, 0); // carried out
        }
        case RandomErasing last -> erasing = last; // and goes on with its random numbers
      }
    }
    work.cut.cutCentre(cropHeight, cropWidth);
    work.inResized.cutCentre(cropHeight, cropWidth);
    normalizer.write(pixels, work.cut, work.inResized, work.shift, divisor, target, offset);
    if (erasing != null) {
      work.eraser.erase(erasing, cropHeight, cropWidth, work.random, target, offset);
    }
  }

  /** The pixels are those on the stage, with nothing noted down. */
  private static Pixels carriedOut(Workspace work) {
    Raster picture = work.stage.picture();
    work.cut.whole(picture.height, picture.width);
    Arrays.fill(work.shift, 0);
    return Pixels.OfBytes.of(picture);
  }

  private static int chunkOf(Augment step) {
    return switch (step) {
      case RandomCrop crop -> crop.chunk();
      case HorizontalFlip flip -> flip.chunk();
      default -> 1;
    };
  }

  private static void cut(Workspace work, RandomCrop crop, CounterRandom random) {
    int padding = crop.padding();
    int top = random.nextInt(work.cut.height - crop.height() + 2 * padding + 1) - padding;
    int left = random.nextInt(work.cut.width - crop.width() + 2 * padding + 1) - padding;
    work.cut.cut(top, left, crop.height(), crop.width());
    work.inResized.cut(top, left, crop.height(), crop.width());
  }

  private void addShift(float[] shift, PcaColor color, CounterRandom random) {
    for (int component = 0; component < 3; component++) {
      float length = (float) (color.stddev() * random.nextGaussian() * pcaDeviations[component]);
      for (int channel = 0; channel < 3; channel++) {
        shift[channel] += length * pcaVectors[3 * component + channel];
      }
    }
  }
}
