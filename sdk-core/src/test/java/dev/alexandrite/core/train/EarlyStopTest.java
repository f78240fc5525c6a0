package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.train.EarlyStop;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Monitor;
import dev.alexandrite.train.Schedule;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Early stops that watch a measure of the application's, and what the result is made of. */
class EarlyStopTest {
  @TempDir Path temp;

  /** A measure with one given value after the other, whatever was learned. */
  private record Scripted(boolean higherIsBetter, AtomicInteger passes, double... values)
      implements Metric {
    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public Accumulator start() {
      double value = values[passes.getAndIncrement()];
      return new Accumulator() {
        @Override
        public void add(float[] probabilities, int label) {}

        @Override
        public double value() {
          return value;
        }
      };
    }
  }

  private static Scripted rising(double... values) {
    return new Scripted(true, new AtomicInteger(), values);
  }

  private static Trainer run(Metric metric) {
    return SmallRun.trainer().validation(SmallRun.data(7)).metric(metric).epochs(8);
  }

  private static float[] answer(TrainingResult result) {
    try (Classifier classifier = result.classifier()) {
      return classifier.classify(SmallRun.image(50, 1)).probabilities();
    }
  }

  private static float[] answerAfter(int epochs) {
    return answer(SmallRun.trainer().epochs(epochs).fit());
  }

  @Test
  void aRisingMeasureIsWatchedAndTheBestWeightsAreRestored() {
    Metric metric = rising(0.1, 0.5, 0.4, 0.49, 0.3);
    EarlyStop rule = EarlyStop.of(2).monitor(Monitor.of(metric));
    TrainingResult result = run(metric).earlyStop(rule).fit();
    assertEquals(StopReason.EARLY_STOP, result.reason());
    assertEquals(OptionalInt.of(1), result.restoredEpoch());
    assertEquals(4, result.history().size());
    assertEquals(1, result.best().orElseThrow().epoch());
    float[] restored = answer(result);
    assertArrayEquals(answerAfter(2), restored, 0);
    assertFalse(Arrays.equals(answerAfter(4), restored));

    Metric again = rising(0.1, 0.5, 0.4, 0.49, 0.3);
    EarlyStop keeping = EarlyStop.of(2).monitor(Monitor.of(again)).restoreBest(false);
    TrainingResult last = run(again).earlyStop(keeping).fit();
    assertEquals(OptionalInt.empty(), last.restoredEpoch());
    assertArrayEquals(answerAfter(4), answer(last), 0);
  }

  @Test
  void ofEqualMeasuresTheLowerLossIsTheBest() {
    Metric metric = rising(0.1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.4, 0.3);
    EarlyStop rule = EarlyStop.of(8).monitor(Monitor.of(metric));
    try (TrainingResult result = run(metric).earlyStop(rule).fit()) {
      List<EpochReport> equal = result.history().subList(1, 6);
      EpochReport lowest =
          Collections.min(
              equal,
              Comparator.comparingDouble(
                  (EpochReport epoch) -> epoch.validation().orElseThrow().loss()));
      assertEquals(lowest, result.best().orElseThrow());
      assertTrue(lowest.epoch() > 1, "the first of equals has the lowest loss: the test says less");
    }
  }

  @Test
  void anEqualMeasureIsNoImprovementForTheStop() {
    Metric metric = rising(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
    EarlyStop rule = EarlyStop.of(3).monitor(Monitor.of(metric));
    try (TrainingResult result = run(metric).earlyStop(rule).fit()) {
      assertEquals(4, result.history().size());
    }
  }

  @Test
  void aFallingMeasureHasToFallByMinDelta() {
    Metric metric =
        new Scripted(false, new AtomicInteger(), 3, 2.9, 2, 1.95, Double.NaN, 1.6, 1.5, 1.45);
    EarlyStop rule = EarlyStop.of(3).monitor(Monitor.of(metric)).minDelta(0.5);
    TrainingResult result = run(metric).earlyStop(rule).fit();
    result.classifier().close();
    assertEquals(StopReason.EARLY_STOP, result.reason());
    assertEquals(6, result.history().size());
    assertEquals(5, result.best().orElseThrow().epoch());
  }

  @Test
  void aPatienceOfOneEndsAtTheFirstEpochWithoutImprovementAndOfTwoAtTheSecond() {
    for (int patience = 1; patience <= 3; patience++) {
      Metric metric = rising(0.5, 0.4, 0.3, 0.2, 0.1, 0, 0, 0);
      EarlyStop rule = EarlyStop.of(patience).monitor(Monitor.of(metric));
      try (TrainingResult result = run(metric).earlyStop(rule).fit()) {
        assertEquals(1 + patience, result.history().size());
      }
    }
  }

  @Test
  void aPlateauDividesFromTheEpochAfterAsManyWithoutImprovementAsItsPatience() {
    for (int patience = 1; patience <= 3; patience++) {
      Metric metric = rising(0.5, 0.4, 0.3, 0.2, 0.1, 0, 0, 0);
      Schedule plateau =
          Schedules.dividePlateauBy(10)
              .patience(patience)
              .maxReductions(1)
              .monitor(Monitor.of(metric));
      try (TrainingResult result = run(metric).schedule(plateau).fit()) {
        long first = result.history().stream().filter(e -> e.learningRate() == 0.02).count();
        assertEquals(1 + patience, first);
        assertEquals(0.002, result.history().get(1 + patience).learningRate(), 1e-12);
      }
    }
  }

  @Test
  void averagedWeightsAreRestoredAsAverages() {
    Metric metric = rising(0.9, 0.5, 0.4);
    EarlyStop rule = EarlyStop.of(2).monitor(Monitor.of(metric));
    float[] restored = answer(run(metric).averageWeights(0.5).earlyStop(rule).fit());
    assertArrayEquals(answer(SmallRun.trainer().averageWeights(0.5).epochs(1).fit()), restored, 0);
  }

  @Test
  void aResumedRunRestoresTheBestEpochOfBefore() {
    Scripted metric = rising(0.1, 0.5, 0.4, 0.2, 0.1);
    Path folder = temp.resolve("resumed");
    kill(metric, folder);
    assertEquals(3, metric.passes().get());
    TrainingResult result = restoring(metric, folder).resume().fit();
    assertEquals(StopReason.EARLY_STOP, result.reason());
    assertEquals(folder.resolve("step-00000012"), result.bestCheckpoint().orElseThrow());
    assertArrayEquals(answerAfter(2), answer(result), 0);
  }

  @Test
  void aBestEpochWhoseCheckpointIsGoneIsWarnedOf() throws IOException {
    Scripted metric = rising(0.1, 0.5, 0.4, 0.2, 0.1);
    Path folder = temp.resolve("gone");
    kill(metric, folder);
    Files.move(folder.resolve("step-00000012"), temp.resolve("elsewhere"));
    Warnings warnings = new Warnings();
    TrainingResult result = restoring(metric, folder).resume().listener(warnings).fit();
    assertTrue(
        warnings.messages.getFirst().contains("step-00000012 is not there"),
        warnings.messages.toString());
    assertArrayEquals(answerAfter(4), answer(result), 0);
  }

  private static Trainer restoring(Metric metric, Path folder) {
    EarlyStop rule = EarlyStop.of(2).monitor(Monitor.of(metric));
    return run(metric).earlyStop(rule).checkpoints(folder).keepCheckpoints(1);
  }

  /** Ends a run within its fourth epoch; its last checkpoint is that of the third. */
  private static void kill(Metric metric, Path folder) {
    TrainingListener killer =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            if (report.step() == 20) {
              throw new IllegalStateException("killed");
            }
          }
        };
    Trainer trainer = restoring(metric, folder).listener(killer);
    assertThrows(IllegalStateException.class, trainer::fit);
  }
}
