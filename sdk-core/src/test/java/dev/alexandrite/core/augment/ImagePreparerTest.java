package dev.alexandrite.core.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.core.data.Batch;
import dev.alexandrite.core.data.BatchLoader;
import dev.alexandrite.core.data.LoaderOptions;
import dev.alexandrite.core.data.TestImages;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.data.Order;
import dev.alexandrite.tensor.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ImagePreparerTest {
  private static final int RESIZED = 8;
  private static final int CROP = 6;
  private static final Image IMAGE = TestImages.random(RESIZED, RESIZED, 1);

  private static final InputPipeline BYTES =
      InputPipeline.plain(Shape.image(3, RESIZED, RESIZED))
          .crop(CROP, CROP)
          .range(PixelRange.BYTES);

  private static InputPipeline with(Augment... augments) {
    return BYTES.training(List.of(augments));
  }

  private static float[] training(InputPipeline pipeline, int epoch, int index) {
    return training(pipeline, DataStatistics.none(RESIZED, RESIZED), epoch, index);
  }

  private static float[] training(
      InputPipeline pipeline, DataStatistics statistics, int epoch, int index) {
    var preparer = new ImagePreparer(pipeline, statistics);
    float[] target = new float[preparer.length()];
    preparer.training(IMAGE, 5, epoch, index, index, target, 0);
    return target;
  }

  private static float[] view(InputPipeline pipeline, DataStatistics statistics, View view) {
    var preparer = new ImagePreparer(pipeline, statistics);
    float[] target = new float[preparer.length() + 1];
    preparer.view(IMAGE, view, target, 1);
    return Arrays.copyOfRange(target, 1, target.length);
  }

  /** Pixels of a part, in planes; black where it is outside of the image. */
  private static float[] part(int top, int left, boolean flipped) {
    float[] part = new float[3 * CROP * CROP];
    for (int i = 0; i < part.length; i++) {
      int x = i % CROP;
      int row = top + i / CROP % CROP;
      int column = left + (flipped ? CROP - 1 - x : x);
      boolean inside = Math.min(row, column) >= 0 && Math.max(row, column) < RESIZED;
      part[i] = inside ? IMAGE.value(row, column, i / (CROP * CROP)) : 0;
    }
    return part;
  }

  private static DataStatistics statistics() {
    float[] meanImage = new float[3 * RESIZED * RESIZED];
    for (int i = 0; i < meanImage.length; i++) {
      meanImage[i] = i;
    }
    float s = (float) Math.sqrt(0.5);
    return new DataStatistics(
        meanImage,
        RESIZED,
        RESIZED,
        new float[] {10, 20, 30},
        new float[] {50, 20, 5},
        new float[] {s, s, 0, s, -s, 0, 0, 0, 1});
  }

  @Test
  void evaluationTakesTheTenViews() {
    DataStatistics none = DataStatistics.none(RESIZED, RESIZED);
    int[][] corners = {{0, 0}, {0, 2}, {1, 1}, {2, 0}, {2, 2}};
    assertEquals(10, View.ten().size());
    for (int i = 0; i < 10; i++) {
      int[] corner = corners[i % 5];
      assertArrayEquals(
          part(corner[0], corner[1], i >= 5), view(BYTES, none, View.ten().get(i)), "view " + i);
    }
  }

  @Test
  void viewsOfAnImageFollowEachOther() {
    var preparer = new ImagePreparer(BYTES, DataStatistics.none(RESIZED, RESIZED));
    var views = preparer.forViews(List.of(View.CENTRE, View.TOP_LEFT_MIRRORED));
    float[] target = new float[views.length()];
    views.prepare(IMAGE, 1, 2, 3, 3, target, 0);
    int each = preparer.length();
    assertArrayEquals(part(1, 1, false), Arrays.copyOfRange(target, 0, each));
    assertArrayEquals(part(0, 0, true), Arrays.copyOfRange(target, each, 2 * each));
  }

  @Test
  void cropsAndFlipsReachEveryPlaceAndNoOther() {
    InputPipeline pipeline = with(Augment.randomCrop(CROP), Augment.horizontalFlip());
    Set<List<Float>> expected = new HashSet<>();
    for (int place = 0; place < 18; place++) {
      expected.add(boxed(part(place / 6, place / 2 % 3, place % 2 == 1)));
    }
    Set<List<Float>> found = new HashSet<>();
    for (int index = 0; index < 400; index++) {
      found.add(boxed(training(pipeline, 3, index)));
    }
    assertEquals(expected, found);
  }

  @Test
  void paddedCropsReachBeyondTheImage() {
    Augment crop = Augment.randomCrop(CROP).padding(2);
    for (boolean carriedOut : new boolean[] {false, true}) {
      Augment nothing = Augment.custom("nothing", (planes, random) -> {});
      InputPipeline pipeline =
          carriedOut
              ? with(nothing, crop, Augment.horizontalFlip())
              : with(crop, Augment.horizontalFlip());
      Set<List<Float>> expected = new HashSet<>();
      for (int place = 0; place < 98; place++) {
        expected.add(boxed(part(place / 14 - 2, place / 2 % 7 - 2, place % 2 == 1)));
      }
      Set<List<Float>> found = new HashSet<>();
      for (int index = 0; index < 2000; index++) {
        found.add(boxed(training(pipeline, 3, index)));
      }
      assertEquals(expected, found);
    }
  }

  @Test
  void aMeanImageIsZeroBeyondTheImage() {
    InputPipeline pipeline =
        with(Augment.randomCrop(CROP).padding(CROP - 1), Augment.horizontalFlip())
            .normalization(new Normalization.MeanImage(true));
    InputPipeline black = pipeline.normalization(new Normalization.None());
    boolean beyond = false;
    for (int index = 0; index < 50; index++) {
      float[] less = training(pipeline, statistics(), 1, index);
      float[] pixels = training(black, statistics(), 1, index);
      for (int i = 0; i < CROP; i++) {
        boolean outside = allZero(pixels, i * CROP);
        beyond |= outside;
        assertEquals(outside, allZero(less, i * CROP), "row " + i + " of " + index);
      }
    }
    assertTrue(beyond);
  }

  private static boolean allZero(float[] values, int from) {
    for (int i = from; i < from + CROP; i++) {
      if (values[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static List<Float> boxed(float[] values) {
    Float[] boxed = new Float[values.length];
    Arrays.setAll(boxed, i -> values[i]);
    return List.of(boxed);
  }

  @Test
  void augmentationIsAFunctionOfSeedEpochAndNumber() {
    InputPipeline pipeline =
        with(Augment.randomCrop(CROP), Augment.horizontalFlip(), Augment.pcaColor(0.1));
    float[] once = training(pipeline, statistics(), 1, 2);
    assertArrayEquals(once, training(pipeline, statistics(), 1, 2));
    assertFalse(Arrays.equals(once, training(pipeline, statistics(), 2, 2)));
    assertFalse(Arrays.equals(once, training(pipeline, statistics(), 1, 3)));
  }

  /** Every image is the same here, so that draws alone tell rows apart. */
  @ParameterizedTest
  @EnumSource
  void imagesThatFollowEachOtherShareCropAndFlip(Order order) throws InterruptedException {
    InputPipeline pipeline =
        with(Augment.randomCrop(CROP).chunk(32), Augment.horizontalFlip().chunk(32));
    var preparer = new ImagePreparer(pipeline, DataStatistics.none(RESIZED, RESIZED));
    Dataset same =
        InMemoryDataset.of(Collections.nCopies(256, IMAGE), new int[256], List.of("a", "b"));
    LoaderOptions options = LoaderOptions.training(128, 5).order(order).threads(1);
    Set<List<Float>> draws = new HashSet<>();
    try (var loader = new BatchLoader(same, preparer.forTraining(), options)) {
      Batch batch = loader.next();
      for (int chunk = 0; chunk < 4; chunk++) {
        Set<List<Float>> shared = new HashSet<>();
        for (int row = 32 * chunk; row < 32 * (chunk + 1); row++) {
          int at = row * preparer.length();
          shared.add(boxed(Arrays.copyOfRange(batch.images(), at, at + preparer.length())));
        }
        assertEquals(1, shared.size());
        draws.addAll(shared);
      }
    }
    assertTrue(draws.size() > 1); // two of the four may agree by chance
  }

  @Test
  void theMeanImageIsTakenAtTheCentreOrAtTheCrop() {
    InputPipeline centre =
        with(Augment.randomCrop(CROP), Augment.horizontalFlip())
            .normalization(new Normalization.MeanImage(false));
    InputPipeline atCrop = centre.normalization(new Normalization.MeanImage(true));
    InputPipeline none = centre.normalization(new Normalization.None());
    for (int index = 0; index < 20; index++) {
      float[] pixels = training(none, statistics(), 0, index);
      float[] byCentre = training(centre, statistics(), 0, index);
      float[] byCrop = training(atCrop, statistics(), 0, index);
      int[] place = placeOf(pixels);
      for (int i = 0; i < pixels.length; i++) {
        int row = i / CROP % CROP;
        int plane = i / (CROP * CROP) * RESIZED * RESIZED;
        int x = i % CROP;
        int column = place[1] + (place[2] == 1 ? CROP - 1 - x : x);
        assertEquals(pixels[i] - (plane + (1 + row) * RESIZED + 1 + x), byCentre[i]);
        assertEquals(pixels[i] - (plane + (place[0] + row) * RESIZED + column), byCrop[i]);
      }
    }
  }

  private static int[] placeOf(float[] pixels) {
    for (int place = 0; place < 18; place++) {
      if (Arrays.equals(pixels, part(place / 6, place / 2 % 3, place % 2 == 1))) {
        return new int[] {place / 6, place / 2 % 3, place % 2};
      }
    }
    throw new AssertionError("no such crop");
  }

  @Test
  void colourNoiseIsOneShiftForTheWholeImage() {
    float[] plain = training(with(), statistics(), 0, 4);
    float[] noisy = training(with(Augment.pcaColor(0.1)), statistics(), 0, 4);
    float[] shift = new float[3];
    for (int i = 0; i < plain.length; i++) {
      int channel = i / (CROP * CROP);
      shift[channel] = i % (CROP * CROP) == 0 ? noisy[i] - plain[i] : shift[channel];
      assertEquals(shift[channel], noisy[i] - plain[i], 1e-4);
    }
    assertTrue(Math.abs(shift[0]) > 0);
  }

  @Test
  void colourNoiseHasTheDeviationsOfTheComponents() {
    InputPipeline noisy = with(Augment.pcaColor(0.1));
    double sum = 0;
    int draws = 2_000;
    float[] plain = training(with(), statistics(), 0, 0);
    for (int index = 0; index < draws; index++) {
      float[] shifted = training(noisy, statistics(), 0, index);
      double along =
          (shifted[0] - plain[0] + shifted[CROP * CROP] - plain[CROP * CROP]) * Math.sqrt(0.5);
      sum += along * along;
    }
    assertEquals(0.1 * 50, Math.sqrt(sum / draws), 0.25);
  }

  @Test
  void theReleasedCodesDivisionAndEndOfNoise() {
    InputPipeline pipeline =
        with(Augment.pcaColor(0.1).divide(true).untilEpoch(67))
            .normalization(new Normalization.MeanColor());
    InputPipeline undivided = pipeline.training(List.of(Augment.pcaColor(0.1).untilEpoch(67)));
    float[] divided = training(pipeline, statistics(), 66, 4);
    float[] whole = training(undivided, statistics(), 66, 4);
    for (int i = 0; i < whole.length; i++) {
      assertEquals(whole[i] / 1.1f, divided[i], 1e-4);
    }
    float[] after = training(pipeline, statistics(), 67, 4);
    for (int i = 0; i < after.length; i++) {
      float mean = statistics().meanColor()[i / (CROP * CROP)];
      assertEquals(part(1, 1, false)[i] - mean, after[i]);
    }
  }

  @Test
  void orderAndRangeAreAsTorchvisionAndCaffeHaveThem() {
    float[] pixels = part(1, 1, false);
    int plane = CROP * CROP;
    DataStatistics none = DataStatistics.none(RESIZED, RESIZED);
    float[] torch =
        view(
            BYTES.range(PixelRange.UNIT).normalization(Normalization.imageNet()),
            none,
            View.CENTRE);
    assertEquals((pixels[plane + 3] / 255 - 0.456) / 0.224, torch[plane + 3], 1e-5);
    InputPipeline caffe =
        BYTES
            .order(ChannelOrder.BGR)
            .normalization(Normalization.fixed(new float[] {123, 117, 104}, new float[] {1, 1, 1}));
    float[] blueFirst = view(caffe, none, View.CENTRE);
    assertEquals(pixels[2 * plane + 3] - 104, blueFirst[3]);
    assertEquals(pixels[3] - 123, blueFirst[2 * plane + 3]);
  }

  @Test
  void customTransformsSeeWhatCameBeforeThem() {
    Augment invert =
        Augment.custom(
            "invert",
            (image, random) -> {
              assertEquals(CROP, image.height());
              for (int i = 0; i < 3 * image.height() * image.width(); i++) {
                image.values()[i] = 255 - image.values()[i];
              }
            });
    InputPipeline twice = with(Augment.randomCrop(CROP), invert, Augment.horizontalFlip(), invert);
    InputPipeline never =
        with(
            Augment.randomCrop(CROP),
            Augment.custom("nothing", (image, random) -> {}),
            Augment.horizontalFlip());
    for (int index = 0; index < 10; index++) {
      assertArrayEquals(training(never, 0, index), training(twice, 0, index));
      placeOf(training(never, 0, index));
    }
  }

  @Test
  void customTransformsGetTheSameNumbersInEveryRun() {
    Augment noise =
        Augment.custom("noise", (image, random) -> image.values()[0] = random.nextInt(1 << 20));
    assertArrayEquals(training(with(noise), 1, 2), training(with(noise), 1, 2));
    InputPipeline full = BYTES.crop(RESIZED, RESIZED).training(List.of(noise));
    assertFalse(training(full, 1, 2)[0] == training(full, 1, 3)[0]);
  }

  @Test
  void contradictionsAreRefused() {
    assertThrows(InvalidModelException.class, () -> BYTES.crop(9, 8));
    assertThrows(InvalidModelException.class, () -> BYTES.resize(new Resize.Squash(5, 8)));
    assertThrows(InvalidModelException.class, () -> with(Augment.randomCrop(CROP - 1)));
    assertThrows(
        InvalidModelException.class,
        () -> with(Augment.randomCrop(CROP), Augment.randomCrop(CROP)));
    assertThrows(
        InvalidModelException.class, () -> InputPipeline.plain(Shape.image(1, CROP, CROP)));
    InputPipeline mean = BYTES.normalization(new Normalization.MeanImage(true));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ImagePreparer(mean, DataStatistics.none(CROP, CROP)));
  }
}
