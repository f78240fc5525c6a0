package dev.alexandrite.core.augment;

import dev.alexandrite.augment.ColorJitter;
import dev.alexandrite.augment.Interpolation;
import dev.alexandrite.augment.RandAugment;
import dev.alexandrite.augment.RandomResizedCrop;
import dev.alexandrite.augment.Rgb;
import dev.alexandrite.augment.TrivialAugmentWide;
import dev.alexandrite.core.augment.ResampleTable.Axis;
import dev.alexandrite.core.data.CounterRandom;

/**
 * The augmentations that change bytes, as Pillow does. Unlike crops and flips they are carried out
 * at once.
 *
 * <p>Mutable, one for each thread; what it has allocated is used again.
 */
final class PictureStage {
  private static final int JITTERS = 4;

  private final Raster picture = new Raster();
  private final Resampler resampler = new Resampler();
  private final RandomBox box = new RandomBox();
  private final Tones tones = new Tones();
  private final Affine affine = new Affine();
  final int[] order = new int[JITTERS]; // of the last jitter

  /** What is changed: in bytes, of the last picture until another is written to it. */
  Raster picture() {
    return picture;
  }

  /** Makes a random rectangle of a source the picture. */
  void resizedCrop(Pixels.OfBytes source, RandomResizedCrop crop, CounterRandom random) {
    box.draw(crop, source.height(), source.width(), random);
    resizedCrop(source, crop, box);
  }

  void resizedCrop(Pixels.OfBytes source, RandomResizedCrop crop, RandomBox box) {
    Axis vertical = Axis.whole(box.height, crop.height(), crop.interpolation());
    Axis horizontal = Axis.whole(box.width, crop.width(), crop.interpolation());
    Resampler.require(vertical, horizontal, "in training");
    byte[] target = picture.spare(crop.height(), crop.width());
    int origin = 3 * (box.top * source.width() + box.left);
    resampler.resample(source.rgb(), origin, source.width(), vertical, horizontal, target);
    picture.takeSpare(crop.height(), crop.width());
  }

  /** Draws an order, by Fisher and Yates, then a factor for each that is asked for. */
  void jitter(ColorJitter jitter, CounterRandom random) {
    for (int i = 0; i < JITTERS; i++) {
      int place = random.nextInt(i + 1);
      order[i] = order[place];
      order[place] = i;
    }
    float brightness = factor(jitter.brightness(), random);
    float contrast = factor(jitter.contrast(), random);
    float saturation = factor(jitter.saturation(), random);
    float hue = random.between((float) -jitter.hue(), (float) jitter.hue());
    for (int next : order) {
      if (next == 0 && jitter.brightness() > 0) {
        Blends.brightness(picture, brightness);
      } else if (next == 1 && jitter.contrast() > 0) {
        Blends.contrast(picture, contrast);
      } else if (next == 2 && jitter.saturation() > 0) {
        Blends.saturation(picture, saturation);
      } else if (next == 3 && jitter.hue() > 0) {
        Hue.turn(picture, hue);
      }
    }
  }

  private static float factor(double amount, CounterRandom random) {
    return random.between((float) Math.max(0, 1 - amount), (float) (1 + amount));
  }

  /** Draws every operation, and its direction where it has one. */
  void rand(RandAugment augment, CounterRandom random) {
    for (int i = 0; i < augment.operations(); i++) {
      AugmentOperation operation = AugmentOperation.of(random.nextInt(AugmentOperation.count()));
      double magnitude =
          AugmentSpace.RAND.magnitude(operation, augment.magnitude(), augment.bins(), picture);
      apply(
          operation,
          directed(operation, magnitude, random),
          augment.interpolation(),
          augment.fill());
    }
  }

  /** Draws an operation, its magnitude, and its direction where it has one. */
  void trivial(TrivialAugmentWide augment, CounterRandom random) {
    AugmentOperation operation = AugmentOperation.of(random.nextInt(AugmentOperation.count()));
    int bin = operation.isFixed() ? 0 : random.nextInt(augment.bins());
    double magnitude = AugmentSpace.TRIVIAL_WIDE.magnitude(operation, bin, augment.bins(), picture);
    apply(
        operation, directed(operation, magnitude, random), augment.interpolation(), augment.fill());
  }

  private static double directed(
      AugmentOperation operation, double magnitude, CounterRandom random) {
    return operation.isSigned() && random.nextInt(2) == 1 ? -magnitude : magnitude;
  }

  void apply(AugmentOperation operation, double magnitude, Interpolation by, Rgb fill) {
    switch (operation) {
      case IDENTITY -> {}
      case SHEAR_X -> affine.of(picture, by, fill).shearX(magnitude);
      case SHEAR_Y -> affine.of(picture, by, fill).shearY(magnitude);
      case TRANSLATE_X -> affine.of(picture, by, fill).translate((int) magnitude, 0);
      case TRANSLATE_Y -> affine.of(picture, by, fill).translate(0, (int) magnitude);
      case ROTATE -> affine.of(picture, by, fill).rotate(magnitude);
      case BRIGHTNESS -> Blends.brightness(picture, (float) (1 + magnitude));
      case COLOR -> Blends.saturation(picture, (float) (1 + magnitude));
      case CONTRAST -> Blends.contrast(picture, (float) (1 + magnitude));
      case SHARPNESS -> Blends.sharpness(picture, (float) (1 + magnitude));
      case POSTERIZE -> tones.posterize(picture, (int) magnitude);
      case SOLARIZE -> tones.solarize(picture, magnitude);
      case AUTO_CONTRAST -> tones.autocontrast(picture);
      case EQUALIZE -> tones.equalize(picture);
    }
  }
}
