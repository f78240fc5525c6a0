package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.data.Sampling;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Images come as often as their weights say, as many an epoch as there are. */
final class WeightedDrawTest {
  private static final int SIZE = 60;

  /** Half of the images are of class a, a third of b, a sixth of c, none of d. */
  private static final Dataset DATA = data();

  private static Dataset data() {
    int[] labels = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      labels[i] = i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2;
    }
    Image image = TestImages.random(2, 2, 1);
    return InMemoryDataset.of(
        Collections.nCopies(SIZE, image), labels, List.of("a", "b", "c", "d"));
  }

  private static int[] epoch(Sampling sampling, long seed, int epoch, int batchSize) {
    LoaderOptions options =
        LoaderOptions.training(batchSize, seed).sampling(sampling).startingAt(epoch, 0);
    EpochOrder order = new EpochOrder(DATA, options);
    int[] images = new int[SIZE];
    Batch batch = new Batch(batchSize, 1, 0);
    for (int filled = 0; filled < SIZE; filled += batch.rows()) {
      order.assignTo(batch);
      assertEquals(epoch, batch.epoch());
      for (int row = 0; row < batch.rows(); row++) {
        images[filled + row] = batch.index(row);
        assertEquals(filled + row, batch.sample(row), "drawn images are augmented by position");
      }
    }
    order.assignTo(batch);
    assertEquals(epoch + 1, batch.epoch(), "as many as there are images");
    return images;
  }

  private static double[] counts(Sampling sampling, int epochs) {
    double[] counts = new double[SIZE];
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int image : epoch(sampling, 1, epoch, 7)) {
        counts[image]++;
      }
    }
    return counts;
  }

  /** Within five standard deviations of what is expected of independent draws. */
  private static void assertShares(double[] expected, double[] counts) {
    double all = Arrays.stream(counts).sum();
    double sum = Arrays.stream(expected).sum();
    for (int i = 0; i < expected.length; i++) {
      double share = expected[i] / sum;
      double deviation = Math.sqrt(all * share * (1 - share));
      assertTrue(
          Math.abs(counts[i] - all * share) <= 5 * deviation,
          i + ": " + counts[i] + " of " + all + ", share " + share);
    }
  }

  @Test
  void imagesComeByTheirWeights() {
    double[] weights = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      weights[i] = i % 5; // nothing at the beginning, four at the end
    }
    assertShares(weights, counts(Sampling.weighted(weights), 500));
    weights[SIZE - 1] = 0;
    assertEquals(0, counts(Sampling.weighted(weights), 100)[SIZE - 1]);
  }

  @Test
  void classesComeByTheirSharesHoweverManyImagesTheyHave() {
    double[] byImage = new double[SIZE];
    Arrays.setAll(byImage, i -> new double[] {5.0 / 30, 0, 2.0 / 10}[DATA.label(i)]);
    assertShares(byImage, counts(Sampling.weightedClasses(5, 0, 2, 0), 500));
  }

  @Test
  void balancedClassesComeEquallyOften() {
    double[] byImage = new double[SIZE];
    Arrays.setAll(byImage, i -> new double[] {1.0 / 30, 1.0 / 20, 1.0 / 10}[DATA.label(i)]);
    assertShares(byImage, counts(Sampling.balanced(), 500));
  }

  @Test
  void drawsAreAFunctionOfSeedAndEpoch() {
    Sampling sampling = Sampling.balanced();
    assertArrayEquals(epoch(sampling, 1, 3, 7), epoch(sampling, 1, 3, 60));
    assertFalse(Arrays.equals(epoch(sampling, 1, 3, 7), epoch(sampling, 1, 4, 7)));
    assertFalse(Arrays.equals(epoch(sampling, 1, 3, 7), epoch(sampling, 2, 3, 7)));
  }

  /** The second time in an epoch it has to look different. */
  @Test
  void anImageThatComesTwiceIsPreparedByItsPosition() throws InterruptedException {
    Preparer trace =
        new Preparer() {
          @Override
          public int length() {
            return 1;
          }

          @Override
          public void prepare(
              Image image,
              long seed,
              int epoch,
              int sample,
              int position,
              float[] target,
              int offset) {
            target[offset] = sample;
          }
        };
    double[] one = new double[SIZE];
    one[17] = 0.1;
    LoaderOptions options = LoaderOptions.training(SIZE, 1).sampling(Sampling.weighted(one));
    try (var loader = new BatchLoader(DATA, trace, options)) {
      Batch batch = loader.next();
      for (int row = 0; row < SIZE; row++) {
        assertEquals(17, batch.index(row));
        assertEquals(row, batch.images()[row]);
      }
    }
  }

  @Test
  void everyImageOnceNeedsNoDraws() {
    assertNull(WeightedDraw.of(Sampling.once(), DATA));
  }

  private static void assertRefused(
      Class<? extends RuntimeException> kind, String part, Executable action) {
    String message = assertThrows(kind, action).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void weightsThatDoNotFitAreRefused() {
    assertRefused(
        TrainingException.class,
        "sampling has 2 weights for 60 images of the training data; give one for each",
        () -> WeightedDraw.of(Sampling.weighted(1, 2), DATA));
    assertRefused(
        TrainingException.class,
        "sampling has 3 weights for 4 classes",
        () -> WeightedDraw.of(Sampling.weightedClasses(1, 2, 3), DATA));
    assertRefused(
        TrainingException.class,
        "gives class 'd' the share 0.5, but the training data has no image of it",
        () -> WeightedDraw.of(Sampling.weightedClasses(1, 1, 1, 0.5), DATA));
    assertRefused(IllegalArgumentException.class, "found -1.0", () -> Sampling.weighted(1, -1));
    assertRefused(IllegalArgumentException.class, "add up to 0.0", () -> Sampling.weighted(0, 0));
    assertRefused(
        IllegalArgumentException.class, "found NaN", () -> Sampling.weightedClasses(Double.NaN));
  }

  /** A resumed run is compared by it. */
  @Test
  void whatASamplingSaysOfItselfTellsItsWeightsApart() {
    assertEquals("every image once", Sampling.once().toString());
    assertEquals("balanced classes", Sampling.balanced().toString());
    assertEquals("classes by shares [1.0, 0.5]", Sampling.weightedClasses(1, 0.5).toString());
    String two = Sampling.weighted(1, 2).toString();
    assertTrue(two.startsWith("images by 2 weights, "), two);
    assertEquals(two, Sampling.weighted(1, 2).toString());
    assertNotEquals(two, Sampling.weighted(2, 1).toString());
  }
}
