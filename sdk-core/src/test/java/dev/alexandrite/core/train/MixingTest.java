package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.TrainingException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.core.CoreTolerances;
import dev.alexandrite.core.data.Batch;
import dev.alexandrite.core.data.BatchLoader;
import dev.alexandrite.core.data.LoaderOptions;
import dev.alexandrite.core.data.Preparer;
import dev.alexandrite.data.Image;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Losses;
import dev.alexandrite.train.Mixing;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingBatch;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images and targets made of two. */
class MixingTest {
  private static final Shape SHAPE = Shape.image(3, 8, 8);
  private static final int CLASSES = SmallRun.CLASSES.size();
  private static final int LENGTH = SHAPE.elements();

  /** Pixel i of image n is 1000·n + i. */
  private static final Preparer NUMBERED =
      new Preparer() {
        @Override
        public int length() {
          return LENGTH;
        }

        @Override
        public void prepare(
            Image image, long seed, int epoch, int index, int place, float[] target, int offset) {
          for (int i = 0; i < LENGTH; i++) {
            target[offset + i] = pixel(index, i);
          }
        }
      };

  @TempDir Path temp;

  private static float pixel(int image, int i) {
    return 1000 * image + i;
  }

  /** Looks at the batches of some epochs after they were mixed. */
  private static void each(Mixing mixing, int epochs, BatchLook look) throws InterruptedException {
    LoaderOptions options = LoaderOptions.training(6, 5).endingAt(epochs).threads(1);
    BatchMixer mixer = new BatchMixer(mixing, 9, SHAPE, CLASSES);
    try (BatchLoader loader = new BatchLoader(SmallRun.data(22), NUMBERED, options)) {
      for (int i = 0; i < 4 * epochs; i++) {
        Batch batch = loader.next();
        mixer.mix(batch);
        look.at(batch);
        loader.release(batch);
      }
    }
  }

  @FunctionalInterface
  private interface BatchLook {
    void at(Batch batch);
  }

  /** The share of a row's own class where the two differ; checks the row's targets. */
  private static double share(Batch batch, int row) {
    int own = (int) batch.labels()[row];
    int other = (int) batch.labels()[before(batch, row)];
    float[] targets = batch.targets(CLASSES);
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      float target = targets[row * CLASSES + c];
      sum += target;
      assertTrue(target == 0 || c == own || c == other, "class " + c);
    }
    assertEquals(1, sum, CoreTolerances.EXACT_SUM);
    return own == other ? Double.NaN : targets[row * CLASSES + own];
  }

  private static int before(Batch batch, int row) {
    return row == 0 ? batch.rows() - 1 : row - 1;
  }

  @Test
  void mixupAddsTheImageBefore() throws InterruptedException {
    each(
        Mixing.mixup(0.4),
        3,
        batch -> {
          for (int row = 0; row < batch.rows(); row++) {
            double share = share(batch, row);
            for (int i = 0; i < LENGTH && !Double.isNaN(share); i++) {
              double own = share * pixel(batch.index(row), i);
              double other = (1 - share) * pixel(batch.index(before(batch, row)), i);
              float found = batch.images()[row * LENGTH + i];
              assertEquals(own + other, found, CoreTolerances.EXACT_SUM * 22_000, "pixel " + i);
            }
          }
        });
  }

  @Test
  void cutMixPastesARectangleOfTheImageBefore() throws InterruptedException {
    int[] pasted = new int[1];
    each(
        Mixing.cutMix(1),
        5,
        batch -> {
          for (int row = 0; row < batch.rows(); row++) {
            int foreign = 0;
            for (int i = 0; i < LENGTH; i++) {
              float found = batch.images()[row * LENGTH + i];
              boolean own = found == pixel(batch.index(row), i);
              assertTrue(own || found == pixel(batch.index(before(batch, row)), i), "pixel " + i);
              foreign += own ? 0 : 1;
            }
            double share = share(batch, row);
            if (!Double.isNaN(share)) {
              assertEquals(1 - share, foreign / (double) LENGTH, CoreTolerances.EXACT_SUM);
              pasted[0] += foreign;
            }
          }
        });
    assertTrue(pasted[0] > 0, "nothing was pasted");
  }

  /** Mean 1/2 and variance 1 / (4 · (2α + 1)), within five standard errors. */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 3})
  void sharesAreOfABetaDistribution(double alpha) throws InterruptedException {
    List<Double> shares = new ArrayList<>();
    each(
        Mixing.mixup(alpha),
        500,
        batch -> {
          for (int row = 0; row < batch.rows(); row++) {
            double share = share(batch, row);
            if (!Double.isNaN(share)) {
              shares.add(share);
              return; // all rows of a batch have one
            }
          }
        });
    double mean = shares.stream().mapToDouble(s -> s).average().orElseThrow();
    double variance =
        shares.stream().mapToDouble(s -> (s - mean) * (s - mean)).average().orElseThrow();
    double expected = 1 / (4 * (2 * alpha + 1));
    assertEquals(0.5, mean, 5 * Math.sqrt(expected / shares.size()));
    assertEquals(expected, variance, 5 * expected * Math.sqrt(2.0 / shares.size()));
  }

  @Test
  void eitherComesAsOftenAsTheOther() throws InterruptedException {
    int[] sums = new int[1];
    each(
        Mixing.mixup(1).orCutMix(1),
        100,
        batch -> {
          float first = batch.images()[LENGTH + 1];
          boolean own = first == pixel(batch.index(1), 1);
          boolean other = first == pixel(batch.index(0), 1);
          sums[0] += own || other ? 0 : 1;
        });
    assertEquals(200, sums[0], 50, "of 400 batches, five standard deviations");
  }

  private Trainer trainer(String folder, int epochs) {
    return Trainer.of(SmallRun.model())
        .data(SmallRun.data(22))
        .batchSize(4)
        .epochs(epochs)
        .optimizer(Sgd.pytorch(0.01).momentum(0.9))
        .labelSmoothing(0.1)
        .backend("scalar")
        .loaderThreads(2)
        .checkpoints(temp.resolve(folder));
  }

  private static List<String> checksums(TrainingResult result) {
    return Checkpoint.open(result.checkpoint().orElseThrow()).tensors().stream()
        .map(TensorInfo::sha256)
        .toList();
  }

  @Test
  void goesOnToTheSameBits() {
    Mixing either = Mixing.mixup(0.2).orCutMix(1);
    try (TrainingResult whole = trainer("whole", 2).mixing(either).fit();
        TrainingResult without = trainer("without", 2).fit()) {
      trainer("parts", 1).mixing(either).fit().close();
      String refusal =
          assertThrows(CheckpointException.class, () -> trainer("parts", 2).resume().fit())
              .getMessage();
      assertTrue(refusal.contains("mixing was") && refusal.contains("cutMix=1.0"), refusal);
      try (TrainingResult parts = trainer("parts", 2).mixing(either).resume().fit()) {
        assertEquals(checksums(whole), checksums(parts));
      }
      assertNotEquals(checksums(whole), checksums(without));
    }
  }

  @Test
  void aPreviewShowsWhatIsTrained() {
    TrainingBatch plain = trainer("plain", 1).preview(0, 1);
    TrainingBatch mixed = trainer("mixed", 1).mixing(Mixing.cutMix(1)).preview(0, 1);
    boolean differ = false;
    for (int row = 0; row < plain.rows().size(); row++) {
      byte[] before = plain.rows().get(row).picture().rgb();
      byte[] after = mixed.rows().get(row).picture().rgb();
      differ |= !Arrays.equals(before, after);
    }
    assertTrue(differ, "no picture was mixed");
    assertArrayEquals(
        mixed.rows().getFirst().input(),
        trainer("again", 1).mixing(Mixing.cutMix(1)).preview(0, 1).rows().getFirst().input());
  }

  @Test
  void whatCannotBeMixedIsRefused() {
    Trainer other = Trainer.of(SmallRun.model()).loss(Losses.squaredError());
    String message =
        assertThrows(TrainingException.class, () -> other.mixing(Mixing.mixup(1))).getMessage();
    assertTrue(message.contains("mixing(...) cannot be combined with loss(...)"), message);
    assertThrows(TrainingException.class, () -> Mixing.mixup(0));
    assertThrows(TrainingException.class, () -> Mixing.cutMix(-1));
    assertThrows(TrainingException.class, () -> new Mixing(Double.NaN, 1));
  }
}
