package dev.alexandrite.core.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.alexandrite.DataException;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Interpolation;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.RandomErasing;
import dev.alexandrite.augment.RandomResizedCrop;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.core.data.CounterRandom;
import dev.alexandrite.core.data.TestImages;
import dev.alexandrite.data.Image;
import dev.alexandrite.tensor.RandomStream.Purpose;
import dev.alexandrite.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How the augmentations of the modern recipes work together in a pipeline. */
final class ModernAugmentsTest {
  private static final long SEED = 5;
  private static final int CROP = 12;
  private static final int PLANE = CROP * CROP;
  private static final Image LARGE = TestImages.random(40, 61, 1);
  private static final Image RESIZED = TestImages.random(16, 16, 2);

  private static final InputPipeline BYTES =
      InputPipeline.plain(Shape.image(3, CROP, CROP))
          .resize(new Resize.ShorterSide(16))
          .range(PixelRange.BYTES);

  private static InputPipeline with(Augment... augments) {
    return BYTES.training(List.of(augments));
  }

  private static ImagePreparer preparer(InputPipeline pipeline) {
    float third = (float) Math.sqrt(1.0 / 3);
    float half = (float) Math.sqrt(0.5);
    return new ImagePreparer(
        pipeline,
        new DataStatistics(
            new float[3 * 16 * 16],
            16,
            16,
            new float[3],
            new float[] {200, 20, 5},
            new float[] {third, third, third, half, -half, 0, 0, 0, 1}));
  }

  private static float[] training(InputPipeline pipeline, Image image, int number) {
    return training(preparer(pipeline), image, number);
  }

  private static float[] training(ImagePreparer preparer, Image image, int number) {
    float[] target = new float[preparer.length()];
    preparer.training(image, SEED, 1, number, number, target, 0);
    return target;
  }

  private static CounterRandom random(int place, int number) {
    return new CounterRandom().start(SEED, Purpose.AUGMENT, place, 1, number);
  }

  /** Rounded to bytes and put on a stage of its own. */
  private static PictureStage staged(float[] planes) {
    byte[] rgb = new byte[3 * PLANE];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.clamp(Math.round(planes[i % 3 * PLANE + i / 3]), 0, 255);
    }
    return TorchvisionAugmentsTest.stage(new Image(CROP, CROP, rgb));
  }

  private static float[] planes(PictureStage stage) {
    Raster picture = stage.picture();
    float[] planes = new float[picture.length()];
    for (int i = 0; i < planes.length; i++) {
      planes[i % 3 * PLANE + i / 3] = picture.rgb[i] & 0xFF;
    }
    return planes;
  }

  @Test
  void aRandomResizedCropIsCutFromTheOriginal() {
    for (Interpolation by : Interpolation.values()) {
      RandomResizedCrop crop = Augment.randomResizedCrop(CROP).interpolation(by);
      for (int number = 0; number < 20; number++) {
        var stage = new PictureStage();
        stage.resizedCrop(Pixels.OfBytes.of(LARGE), crop, random(0, number));
        assertArrayEquals(planes(stage), training(with(crop), LARGE, number));
      }
    }
  }

  @Test
  void evaluationStillResizesAndTakesTheCentre() {
    float[] with = new float[3 * PLANE];
    float[] without = new float[3 * PLANE];
    InputPipeline all =
        with(
            Augment.randomResizedCrop(CROP),
            Augment.trivialAugmentWide(),
            Augment.colorJitter(0.4, 0.4, 0.4, 0.1),
            Augment.randomErasing(1));
    preparer(all).view(LARGE, View.CENTRE, with, 0);
    preparer(BYTES).view(LARGE, View.CENTRE, without, 0);
    assertArrayEquals(without, with);
  }

  @Test
  void withoutAResizeAnotherSizeIsAnErrorInTrainingToo() {
    InputPipeline fixed =
        BYTES
            .resize(new Resize.None(16, 16))
            .training(List.of(Augment.randomResizedCrop(CROP), Augment.horizontalFlip()));
    training(fixed, RESIZED, 1);
    String message =
        assertThrows(DataException.class, () -> training(fixed, LARGE, 1)).getMessage();
    assertTrue(message.contains("found 40×61 pixels, expected 16×16"), message);
  }

  @Test
  void whatChangesBytesSeesWhatCameBeforeIt() {
    Augment crop = Augment.randomCrop(CROP).padding(3);
    Augment flip = Augment.horizontalFlip();
    var jitter = Augment.colorJitter(0.4, 0.4, 0.4, 0.1);
    var rand = Augment.randAugment(2, 9);
    for (int number = 0; number < 20; number++) {
      PictureStage stage = staged(training(with(crop, flip), RESIZED, number));
      stage.jitter(jitter, random(2, number));
      stage.rand(rand, random(3, number));
      assertArrayEquals(planes(stage), training(with(crop, flip, jitter, rand), RESIZED, number));
    }
  }

  @Test
  void whatFollowsBytesIsNotedDownOnThem() {
    var trivial = Augment.trivialAugmentWide();
    InputPipeline full = BYTES.crop(16, 16);
    for (int number = 0; number < 20; number++) {
      float[] whole = training(full.training(List.of(trivial)), RESIZED, number);
      float[] cut =
          training(
              with(trivial, Augment.randomCrop(CROP), Augment.horizontalFlip()), RESIZED, number);
      CounterRandom place = random(1, number);
      int top = place.nextInt(5);
      int left = place.nextInt(5);
      boolean flipped = random(2, number).nextInt(2) == 1;
      for (int i = 0; i < cut.length; i++) {
        int x = flipped ? CROP - 1 - i % CROP : i % CROP;
        int y = i / CROP % CROP;
        assertEquals(whole[(i / PLANE * 16 + top + y) * 16 + left + x], cut[i]);
      }
    }
  }

  @Test
  void colourNoiseAndCustomTransformsAreRoundedToBytes() {
    Augment noise = Augment.pcaColor(0.1);
    Augment thirds =
        Augment.custom(
            "thirds",
            (image, random) -> {
              for (int i = 0; i < 3 * image.height() * image.width(); i++) {
                image.values()[i] = image.values()[i] * 4 / 3 - 20;
              }
            });
    var jitter = Augment.colorJitter(0, 0.5, 0, 0);
    for (Augment before : List.of(noise, thirds)) {
      Augment crop = Augment.randomCrop(CROP);
      float[] rough = training(with(crop, before), RESIZED, 3);
      assertFalse(Arrays.equals(rough, planes(staged(rough))), "nothing to round");
      PictureStage stage = staged(rough);
      stage.jitter(jitter, random(2, 3));
      assertArrayEquals(planes(stage), training(with(crop, before, jitter), RESIZED, 3));
    }
  }

  @Test
  void customTransformsGetBytesThatWereChanged() {
    AtomicReference<float[]> seen = new AtomicReference<>();
    Augment spy =
        Augment.custom(
            "spy", (image, random) -> seen.set(Arrays.copyOf(image.values(), 3 * PLANE)));
    var jitter = Augment.colorJitter(0.4, 0.4, 0.4, 0.1);
    var crop = Augment.randomResizedCrop(CROP);
    float[] found = training(with(crop, jitter, spy), LARGE, 4);
    assertArrayEquals(training(with(crop, jitter), LARGE, 4), seen.get());
    assertArrayEquals(found, seen.get());
  }

  /** Buffers are used again: what another image left in them, of whatever size, makes no change. */
  @Test
  void aWorkspaceRemembersNothing() {
    InputPipeline all =
        with(
            Augment.horizontalFlip(),
            Augment.colorJitter(0.4, 0.4, 0.4, 0.1),
            Augment.randomResizedCrop(CROP),
            Augment.randAugment(2, 9),
            Augment.trivialAugmentWide().interpolation(Interpolation.BILINEAR),
            Augment.randomErasing(0.5).value(RandomErasing.Value.RANDOM));
    var used = preparer(all);
    for (int number = 0; number < 200; number++) {
      int other = number % 7;
      training(used, TestImages.random(1 + 9 * other, 50 - 7 * other, number), 1000 + number);
      assertArrayEquals(training(all, LARGE, number), training(used, LARGE, number));
    }
    assertFalse(Arrays.equals(training(all, LARGE, 0), training(all, LARGE, 1)));
  }

  @Test
  void imagesOfTheDataSetAreNotWrittenTo() {
    byte[] before = LARGE.rgb().clone();
    byte[] beforeResized = RESIZED.rgb().clone();
    for (Augment first :
        List.of(
            Augment.colorJitter(1, 1, 1, 0.5),
            Augment.randAugment(3, 30),
            Augment.trivialAugmentWide(),
            Augment.randomResizedCrop(CROP))) {
      for (int number = 0; number < 30; number++) {
        training(with(first), LARGE, number);
        training(with(first), RESIZED, number);
      }
    }
    assertArrayEquals(before, LARGE.rgb());
    assertArrayEquals(beforeResized, RESIZED.rgb());
  }

  @Test
  void erasingWritesZerosBehindTheNormalisation() {
    InputPipeline plain = BYTES.range(PixelRange.UNIT).normalization(Normalization.imageNet());
    InputPipeline erased = plain.training(List.of(Augment.randomErasing(1)));
    int changed = 0;
    for (int number = 0; number < 50; number++) {
      float[] whole = training(plain, RESIZED, number);
      float[] found = training(erased, RESIZED, number);
      var box = new RandomBox();
      assertTrue(box.draw(Augment.randomErasing(1), CROP, CROP, random(0, number)));
      for (int i = 0; i < found.length; i++) {
        int y = i / CROP % CROP - box.top;
        int x = i % CROP - box.left;
        boolean inside = y >= 0 && y < box.height && x >= 0 && x < box.width;
        assertEquals(inside ? 0 : whole[i], found[i]);
        changed += inside ? 1 : 0;
      }
    }
    assertTrue(changed > 0);
    InputPipeline never = plain.training(List.of(Augment.randomErasing(0)));
    assertArrayEquals(training(plain, RESIZED, 3), training(never, RESIZED, 3));
  }

  @Test
  void erasingWritesNormalDrawsIfAskedTo() {
    Augment noise = Augment.randomErasing(1).area(0.3, 0.3).value(RandomErasing.Value.RANDOM);
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int number = 0; number < 100; number++) {
      float[] whole = training(BYTES, RESIZED, number);
      float[] found = training(with(noise), RESIZED, number);
      for (int i = 0; i < found.length; i++) {
        if (found[i] != whole[i]) {
          sum += found[i];
          squares += found[i] * found[i];
          count++;
        }
      }
    }
    double mean = sum / count;
    assertTrue(count > 10_000, count + " values");
    assertTrue(Math.abs(mean) < 5 / Math.sqrt(count), "mean " + mean);
    double variance = squares / count;
    assertTrue(Math.abs(variance - 1) < 5 * Math.sqrt(2.0 / count), "variance " + variance);
  }

  @Test
  void aWarmImageAllocatesNextToNothing() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var preparer =
        preparer(
            with(
                Augment.randomResizedCrop(CROP),
                Augment.horizontalFlip(),
                Augment.colorJitter(0.4, 0.4, 0.4, 0.1),
                Augment.randAugment(2, 9),
                Augment.trivialAugmentWide(),
                Augment.randomErasing(0.5)));
    float[] target = new float[preparer.length()];
    long before = 0;
    int images = 2000;
    for (int number = 0; number < 2 * images; number++) {
      if (number == images) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      preparer.training(LARGE, SEED, 1, number, number, target, 0);
    }
    long perImage = (threads.getCurrentThreadAllocatedBytes() - before) / images;
    assertTrue(perImage < 2048, perImage + " bytes an image");
  }
}
