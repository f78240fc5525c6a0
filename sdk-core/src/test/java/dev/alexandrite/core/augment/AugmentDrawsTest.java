package dev.alexandrite.core.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.ColorJitter;
import dev.alexandrite.augment.Interpolation;
import dev.alexandrite.augment.RandAugment;
import dev.alexandrite.augment.RandomErasing;
import dev.alexandrite.augment.RandomResizedCrop;
import dev.alexandrite.augment.Rgb;
import dev.alexandrite.augment.TrivialAugmentWide;
import dev.alexandrite.core.data.CounterRandom;
import dev.alexandrite.data.Image;
import dev.alexandrite.tensor.RandomStream.Purpose;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is drawn has the distribution that was asked for, counted over many images. */
final class AugmentDrawsTest {
  private static final Image NOISE = PillowResizesTest.noise(18, 17); // enough to be equalised

  private static CounterRandom random(int image) {
    return new CounterRandom().start(3, Purpose.AUGMENT, 0, 0, image);
  }

  /** How much counts differ from what is expected of them, in standard deviations of chi square. */
  private static double surprise(double[] found, double[] expected) {
    double sum = 0;
    int cells = 0;
    for (int i = 0; i < found.length; i++) {
      if (expected[i] > 0) {
        sum += (found[i] - expected[i]) * (found[i] - expected[i]) / expected[i];
        cells++;
      } else {
        assertEquals(0, found[i], "cell " + i);
      }
    }
    return Math.abs(sum - (cells - 1)) / Math.sqrt(2.0 * (cells - 1));
  }

  private static void assertEven(double[] found, String what) {
    double[] expected = new double[found.length];
    Arrays.fill(expected, Arrays.stream(found).sum() / found.length);
    double surprise = surprise(found, expected);
    assertTrue(surprise < 4, what + " " + Arrays.toString(found) + ": " + surprise);
  }

  private static void count(double[] cells, double place) {
    cells[Math.clamp((int) (place * cells.length), 0, cells.length - 1)]++;
  }

  @Test
  void areasAreEvenAndAspectsInTheirLogarithm() {
    RandomResizedCrop crop = Augment.randomResizedCrop(5).area(0.05, 0.25).aspect(0.5, 2);
    double[] areas = new double[10];
    double[] aspects = new double[10];
    double[] rows = new double[10];
    double[] columns = new double[10];
    var box = new RandomBox();
    for (int image = 0; image < 20_000; image++) {
      box.draw(crop, 4000, 3000, random(image));
      count(areas, (box.height * (double) box.width / (4000 * 3000) - 0.05) / 0.2);
      double aspect = (double) box.width / box.height;
      count(aspects, StrictMath.log(2 * aspect) / StrictMath.log(4));
      count(rows, (box.top + 0.5) / (4000 - box.height + 1));
      count(columns, (box.left + 0.5) / (3000 - box.width + 1));
    }
    assertEven(areas, "areas");
    assertEven(aspects, "aspects");
    assertEven(rows, "rows");
    assertEven(columns, "columns");
  }

  @Test
  void everyCropLiesInThePictureWhateverItsShape() {
    RandomResizedCrop crop = Augment.randomResizedCrop(5);
    int[][] sizes = {{1, 1}, {1, 50}, {50, 1}, {2, 3}, {17, 40}};
    var box = new RandomBox();
    for (int[] size : sizes) {
      for (int image = 0; image < 500; image++) {
        box.draw(crop, size[0], size[1], random(image));
        assertTrue(box.height > 0 && box.width > 0, Arrays.toString(size));
        assertTrue(box.top >= 0 && box.top + box.height <= size[0], Arrays.toString(size));
        assertTrue(box.left >= 0 && box.left + box.width <= size[1], Arrays.toString(size));
      }
    }
  }

  @Test
  void erasingHappensAsOftenAndAsLargeAsAskedFor() {
    RandomErasing erasing = Augment.randomErasing(0.3).area(0.04, 0.24);
    double[] happens = new double[2];
    double[] areas = new double[8];
    double[] aspects = new double[8];
    var box = new RandomBox();
    for (int image = 0; image < 40_000; image++) {
      boolean erased = box.draw(erasing, 1000, 1000, random(image));
      happens[erased ? 1 : 0]++;
      if (erased) {
        count(areas, (box.height * (double) box.width / 1e6 - 0.04) / 0.2);
        double aspect = (double) box.height / box.width;
        count(aspects, StrictMath.log(aspect / 0.3) / StrictMath.log(11));
      }
    }
    assertTrue(surprise(happens, new double[] {28_000, 12_000}) < 4, Arrays.toString(happens));
    assertEven(areas, "areas");
    assertEven(aspects, "aspects");
  }

  @Test
  void jitterComesInEveryOrder() {
    ColorJitter jitter = Augment.colorJitter(0.5, 0.5, 0.5, 0.1);
    Map<String, Integer> orders = new HashMap<>();
    for (int image = 0; image < 12_000; image++) {
      PictureStage stage = stage(NOISE);
      stage.jitter(jitter, random(image));
      orders.merge(Arrays.toString(stage.order), 1, Integer::sum);
    }
    assertEquals(24, orders.size());
    assertEven(orders.values().stream().mapToDouble(Integer::doubleValue).toArray(), "orders");
  }

  @Test
  void factorsOfJitterAreEvenAndNotNegative() {
    byte[] grey = new byte[3];
    Arrays.fill(grey, (byte) 100);
    double[] half = new double[10];
    double[] wide = new double[10];
    for (int image = 0; image < 10_000; image++) {
      PictureStage stage = stage(new Image(1, 1, grey));
      stage.jitter(Augment.colorJitter(0.5, 0, 0, 0), random(image));
      count(half, ((stage.picture().rgb[0] & 0xFF) - 50 + 0.5) / 100);
      stage = stage(new Image(1, 1, grey));
      stage.jitter(Augment.colorJitter(1.5, 0, 0, 0), random(image)); // from 0, not from -0.5
      count(wide, ((stage.picture().rgb[0] & 0xFF) + 0.5) / 250);
    }
    assertEven(half, "factors");
    assertEven(wide, "factors that would be negative");
  }

  private static PictureStage stage(Image image) {
    return TorchvisionAugmentsTest.stage(image);
  }

  private static String bytes(PictureStage stage) {
    Raster picture = stage.picture();
    return new String(picture.rgb, 0, picture.length(), StandardCharsets.ISO_8859_1);
  }

  /** How probable each picture is that an operation of one magnitude makes. */
  private static void addOutcomes(
      Map<String, Double> outcomes,
      AugmentOperation operation,
      AugmentSpace space,
      int bin,
      int bins,
      double probability) {
    for (int sign : operation.isSigned() ? new int[] {1, -1} : new int[] {1}) {
      PictureStage stage = stage(NOISE);
      double magnitude = space.magnitude(operation, bin, bins, stage.picture());
      stage.apply(operation, sign * magnitude, Interpolation.NEAREST, Rgb.BLACK);
      outcomes.merge(
          bytes(stage), operation.isSigned() ? probability / 2 : probability, Double::sum);
    }
  }

  private static void assertAsProbable(
      Map<String, Double> probabilities, Map<String, Integer> counts, int images) {
    assertTrue(probabilities.keySet().containsAll(counts.keySet()), "a picture by no operation");
    String[] pictures = probabilities.keySet().toArray(String[]::new);
    double[] found = new double[pictures.length];
    double[] expected = new double[pictures.length];
    for (int i = 0; i < pictures.length; i++) {
      found[i] = counts.getOrDefault(pictures[i], 0);
      expected[i] = images * probabilities.get(pictures[i]);
    }
    double surprise = surprise(found, expected);
    assertTrue(surprise < 4, Arrays.toString(found) + ": " + surprise);
  }

  @Test
  void everyOperationOfRandAugmentIsAsFrequent() {
    Map<String, Double> probabilities = new HashMap<>();
    for (AugmentOperation operation : AugmentOperation.values()) {
      addOutcomes(probabilities, operation, AugmentSpace.RAND, 20, 31, 1.0 / 14);
    }
    assertEquals(14 + 9, probabilities.size(), "each makes another picture");
    RandAugment augment = Augment.randAugment(1, 20);
    Map<String, Integer> counts = new HashMap<>();
    int images = 14_000;
    for (int image = 0; image < images; image++) {
      PictureStage stage = stage(NOISE);
      stage.rand(augment, random(image));
      counts.merge(bytes(stage), 1, Integer::sum);
    }
    assertAsProbable(probabilities, counts, images);
  }

  @Test
  void operationsOfRandAugmentFollowEachOther() {
    AugmentOperation[] all = AugmentOperation.values();
    Map<String, Double> probabilities = new HashMap<>();
    for (AugmentOperation first : all) {
      for (AugmentOperation second : all) {
        for (int signs = 0; signs < 4; signs++) {
          PictureStage stage = stage(NOISE);
          apply(stage, first, signs % 2 == 0);
          apply(stage, second, signs / 2 == 0);
          probabilities.merge(bytes(stage), 1.0 / (14 * 14 * 4), Double::sum);
        }
      }
    }
    Map<String, Integer> counts = new HashMap<>();
    int images = 20_000;
    for (int image = 0; image < images; image++) {
      PictureStage stage = stage(NOISE);
      stage.rand(Augment.randAugment(2, 20), random(image));
      counts.merge(bytes(stage), 1, Integer::sum);
    }
    assertAsProbable(probabilities, counts, images);
  }

  private static void apply(PictureStage stage, AugmentOperation operation, boolean positive) {
    double magnitude = AugmentSpace.RAND.magnitude(operation, 20, 31, stage.picture());
    stage.apply(
        operation,
        operation.isSigned() && !positive ? -magnitude : magnitude,
        Interpolation.NEAREST,
        Rgb.BLACK);
  }

  @Test
  void everyOperationOfTrivialAugmentIsAsFrequentAtEveryMagnitude() {
    int bins = 5;
    Map<String, Double> probabilities = new HashMap<>();
    for (AugmentOperation operation : AugmentOperation.values()) {
      for (int bin = 0; bin < bins; bin++) {
        addOutcomes(
            probabilities, operation, AugmentSpace.TRIVIAL_WIDE, bin, bins, 1.0 / (14 * bins));
      }
    }
    var augment = new TrivialAugmentWide(bins, Interpolation.NEAREST, Rgb.BLACK);
    Map<String, Integer> counts = new HashMap<>();
    int images = 20_000;
    for (int image = 0; image < images; image++) {
      PictureStage stage = stage(NOISE);
      stage.trivial(augment, random(image));
      counts.merge(bytes(stage), 1, Integer::sum);
    }
    assertAsProbable(probabilities, counts, images);
  }
}
