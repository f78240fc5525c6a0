package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.BackendException;
import dev.alexandrite.CheckpointException;
import dev.alexandrite.DataException;
import dev.alexandrite.TrainingException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.checkpoint.CheckpointFolder;
import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.core.checkpoint.CheckpointWriter;
import dev.alexandrite.core.checkpoint.TensorValues;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.EarlyStop;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Loss;
import dev.alexandrite.train.Monitor;
import dev.alexandrite.train.Schedule;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not finite is never saved, kept as the best, handed out, or taken for better. */
class FiniteStateTest {
  private static final int STEPS_PER_EPOCH = 6;

  @TempDir Path temp;

  private final Warnings warnings = new Warnings();

  private Trainer run(Path folder) {
    return SmallRun.trainer().epochs(4).checkpoints(folder).keepCheckpoints(1).listener(warnings);
  }

  /** The rate of one step, and 1 everywhere else. */
  private static Schedule blow(long step, double rate) {
    return (base, state) -> state.step() + 1 == step ? rate : base;
  }

  private static String refusal(Trainer trainer) {
    return assertThrows(TrainingException.class, trainer::fit).getMessage();
  }

  private static void assertAllFinite(Path folder) {
    for (Path checkpoint : new CheckpointFolder(folder).list()) {
      CheckpointReader reader = new CheckpointReader(checkpoint);
      reader.weights((name, shape, values) -> values.forEach((from, part) -> requireFinite(part)));
      reader.optimizer(
          (name, shape, values) -> values.forEach((from, part) -> requireFinite(part)));
    }
  }

  private static void requireFinite(float[] values) {
    for (float value : values) {
      assertTrue(Float.isFinite(value));
    }
  }

  @Test
  void weightsThatAreNotFiniteAreNotSavedAndAreNamed() {
    Path folder = temp.resolve("run");
    String message = refusal(run(folder).schedule(blow(2 * STEPS_PER_EPOCH, 1e38)));
    assertTrue(message.startsWith("tensor conv1."), message);
    assertTrue(message.contains(" of layer conv1 contains a number of magnitude "), message);
    assertTrue(message.contains("at step 12 with learning rate 1.0E38"), message);
    assertTrue(message.contains("step-00000006"), message);
    assertTrue(message.contains("a tenth of the rate"), message);
    assertEquals(6, Checkpoint.latest(folder).orElseThrow().step());
    assertAllFinite(folder);
  }

  @Test
  void weightsThatNothingCanBeComputedWithAreNotSaved() {
    Path folder = temp.resolve("run");
    String message = refusal(run(folder).schedule(blow(2 * STEPS_PER_EPOCH, 1e30)));
    assertTrue(message.contains(" of layer conv1 contains a number of magnitude "), message);
    assertTrue(message.contains("last good checkpoint is " + folder.resolve("step-00000006")));
    assertEquals(6, Checkpoint.latest(folder).orElseThrow().step());
  }

  @Test
  void theLastGoodCheckpointOutlivesOneThatIsFiniteButUseless() {
    Path folder = temp.resolve("run");
    String message = refusal(run(folder).schedule(blow(2 * STEPS_PER_EPOCH, 1e19)));
    assertTrue(message.contains("the loss is NaN at step 14"), message);
    assertTrue(
        message.contains("the last good checkpoint is " + folder.resolve("step-00000006")),
        message);
    assertTrue(Files.isDirectory(folder.resolve("step-00000006")));
    assertAllFinite(folder);
  }

  @Test
  void anOptimiserStateThatIsNotFiniteIsNotSavedEither() {
    Path folder = temp.resolve("run");
    Loss steep =
        (logits, labels, rows, classes, losses, gradient) -> {
          Arrays.fill(losses, 1);
          Arrays.fill(gradient, 1e30f); // whose square, Adam's second moment, is infinite
        };
    Trainer trainer =
        Trainer.of(SmallRun.model())
            .data(SmallRun.data(22))
            .backend("scalar")
            .optimizer(AdamW.of(0.001))
            .loss(steep)
            .checkpoints(folder);
    String message = refusal(trainer);
    assertTrue(message.startsWith("tensor adam.v/"), message);
    assertTrue(Checkpoint.latest(folder).isEmpty());
  }

  @Test
  void aRunWithoutAFolderHandsOutNothingThatIsNotFinite() {
    Trainer last = SmallRun.trainer().epochs(2).schedule(blow(2 * STEPS_PER_EPOCH, 1e38));
    String message = refusal(last);
    assertTrue(message.contains("of layer conv1 contains"), message);
    assertTrue(message.contains("no checkpoint was written before"), message);
  }

  @Test
  void bestWeightsAndAveragesThatAreNotFiniteAreNotKept() {
    UnaryOperator<Trainer> options = trainer -> trainer.epochs(2).schedule(blow(12, 1e38));
    refusal(options.apply(SmallRun.trainer()).earlyStop(EarlyStop.of(5)));
    refusal(options.apply(SmallRun.trainer()).averageWeights(0.9));
    refusal(
        options
            .apply(SmallRun.trainer())
            .averageWeights(0.9)
            .validation(SmallRun.data(7))
            .earlyStop(EarlyStop.of(5)));
  }

  @Test
  void gradientsOfALossThatAreNotFiniteReachNoWeight() {
    Path folder = temp.resolve("run");
    int[] calls = {0};
    Loss broken =
        (logits, labels, rows, classes, losses, gradient) -> {
          Arrays.fill(losses, 1);
          Arrays.fill(gradient, ++calls[0] > 8 ? Float.NaN : 0.01f);
        };
    BackendException failure = assertThrows(BackendException.class, run(folder).loss(broken)::fit);
    String message = failure.getCause().getMessage();
    assertTrue(message.contains("gradient") && message.contains("NaN"), message);
    assertAllFinite(folder);
  }

  @Test
  void aRateThatIsNotFiniteIsRefusedBeforeItsStep() {
    Path folder = temp.resolve("run");
    String message = refusal(run(folder).schedule(blow(9, Double.NaN)));
    assertTrue(message.contains("learning rate NaN for step 9"), message);
    assertEquals(8, Checkpoint.latest(folder).orElseThrow().step());
  }

  /** A measure that is not a number after the first epoch. */
  private static Metric failing() {
    int[] passes = {0};
    return new Metric() {
      @Override
      public String name() {
        return "failing";
      }

      @Override
      public Accumulator start() {
        double value = passes[0]++ == 0 ? 0.5 : Double.NaN;
        return new Accumulator() {
          @Override
          public void add(float[] probabilities, int label) {}

          @Override
          public double value() {
            return value;
          }
        };
      }
    };
  }

  @Test
  void aMeasureThatIsNotANumberIsSavedAndIsNoImprovement() {
    Path folder = temp.resolve("run");
    Metric metric = failing();
    Trainer trainer =
        run(folder)
            .validation(SmallRun.data(7))
            .metric(metric)
            .schedule(Schedules.dividePlateauBy(10).patience(1).monitor(Monitor.of(metric)))
            .earlyStop(EarlyStop.of(2).monitor(Monitor.of(metric)));
    try (TrainingResult result = trainer.fit()) {
      assertEquals(StopReason.EARLY_STOP, result.reason());
      assertEquals(0, result.best().orElseThrow().epoch());
      assertEquals(
          List.of(0.02, 0.02, 0.002),
          result.history().stream().map(EpochReport::learningRate).toList());
      assertEquals(18, Checkpoint.latest(folder).orElseThrow().step());
    }
  }

  /** Four layers of weights that are finite, but whose product is not. */
  @Test
  void aValidationLossThatIsNotANumberIsSavedAndWarnedOfAndNoImprovement() {
    Model deep =
        new Recipe(
            Network.builder("deep", Shape.image(3, 6, 6))
                .flatten("flat")
                .linear("fc1", Linear.of(8))
                .linear("fc2", Linear.of(8))
                .linear("fc3", Linear.of(8))
                .linear("fc4", Linear.of(SmallRun.CLASSES.size()))
                .build(),
            SmallRun.pipeline());
    Path folder = temp.resolve("run");
    Trainer trainer =
        Trainer.of(deep)
            .data(SmallRun.data(22))
            .validation(SmallRun.data(7))
            .batchSize(4)
            .backend("scalar")
            .optimizer(Sgd.pytorch(0.001))
            .schedule(blow(STEPS_PER_EPOCH, 1e13))
            .epochs(1)
            .earlyStop(EarlyStop.of(2).monitor(Monitor.validationLoss()))
            .checkpoints(folder)
            .listener(warnings);
    try (TrainingResult result = trainer.fit()) {
      assertEquals(StopReason.COMPLETED, result.reason());
      assertTrue(result.best().isEmpty());
      double loss = result.history().getFirst().validation().orElseThrow().loss();
      assertTrue(Double.isNaN(loss), "loss " + loss);
    }
    String warning = warnings.messages.getFirst();
    assertTrue(warning.contains("the validation loss of epoch 1 is NaN"), warning);
    assertEquals(6, Checkpoint.latest(folder).orElseThrow().step());
    EpochReport restored =
        new CheckpointReader(folder.resolve("step-00000006"))
            .manifest()
            .state()
            .history()
            .getFirst()
            .toReport();
    assertTrue(Double.isNaN(restored.validation().orElseThrow().loss()));
  }

  /** As an earlier release wrote them. */
  @Test
  void aCheckpointThatIsNotFiniteIsNeitherServedNorResumed() {
    Path folder = temp.resolve("run");
    SmallRun.trainer().epochs(1).checkpoints(folder).fit().close();
    Path good = folder.resolve("step-00000006");
    CheckpointReader reader = new CheckpointReader(good);
    Map<String, float[]> values = new HashMap<>();
    List<TensorSpec> weights = new ArrayList<>();
    List<TensorSpec> optimizer = new ArrayList<>();
    reader.weights(
        (name, shape, part) -> {
          weights.add(new TensorSpec(name, shape, false));
          values.put(name, part.toArray(shape.elements()));
        });
    reader.optimizer(
        (name, shape, part) -> {
          optimizer.add(new TensorSpec(name, shape, false));
          values.put(name, part.toArray(shape.elements()));
        });
    values.get("fc.weight")[3] = Float.NaN;
    Path spoiled = temp.resolve("spoiled");
    Path checkpoint =
        new CheckpointWriter(new CheckpointFolder(spoiled))
            .write(
                reader.manifest(), weights, optimizer, name -> TensorValues.of(values.get(name)));
    Trainer resuming = run(spoiled).resume();
    String message = assertThrows(CheckpointException.class, resuming::fit).getMessage();
    assertTrue(message.contains("fc.weight with numbers that are not finite"), message);
    ClassifierOptions options = ClassifierOptions.defaults().backend("scalar");
    message =
        assertThrows(CheckpointException.class, () -> Classifier.load(checkpoint, options))
            .getMessage();
    assertTrue(message.contains("fc.weight contains numbers that are not finite"), message);
  }

  @Test
  void emptyValidationDataIsRefusedBeforeTheFirstStep() {
    Dataset empty =
        new ForwardingDataset(SmallRun.data(3)) {
          @Override
          public int size() {
            return 0;
          }
        };
    Trainer trainer = SmallRun.trainer().validation(empty);
    String message = assertThrows(DataException.class, trainer::fit).getMessage();
    assertTrue(message.contains("the validation data is empty"), message);
  }
}
