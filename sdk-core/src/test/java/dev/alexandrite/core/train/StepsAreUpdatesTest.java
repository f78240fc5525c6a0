package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.core.checkpoint.CheckpointFolder;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Schedule;
import dev.alexandrite.train.ScheduleState;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where gradients are gathered, a step is an update, not a batch, wherever one is counted. */
class StepsAreUpdatesTest {
  @TempDir Path temp;

  /** Of 22 images in batches of 4, an epoch is six batches: three steps of two. */
  @Test
  void everywhereAnApplicationLooks() {
    List<StepReport> steps = new ArrayList<>();
    List<EpochReport> epochs = new ArrayList<>();
    List<EndReport> ends = new ArrayList<>();
    List<ScheduleState> asked = new ArrayList<>();
    TrainingListener recorder =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            steps.add(report);
          }

          @Override
          public void onEpoch(EpochReport report) {
            epochs.add(report);
          }

          @Override
          public void onEnd(EndReport report) {
            ends.add(report);
          }
        };
    Schedule recording =
        (base, state) -> {
          asked.add(state);
          return base;
        };
    SmallRun.trainer()
        .accumulate(2)
        .epochs(2)
        .schedule(recording)
        .checkpoints(temp)
        .checkpointEvery(2)
        .keepCheckpoints(9)
        .listener(recorder)
        .fit()
        .close();
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), steps.stream().map(StepReport::step).toList());
    assertEquals(List.of(1, 3, 5, 1, 3, 5), steps.stream().map(StepReport::batch).toList());
    assertEquals(List.of(8, 8, 6, 8, 8, 6), steps.stream().map(StepReport::rows).toList());
    assertEquals(List.of(3L, 6L), epochs.stream().map(EpochReport::step).toList());
    assertEquals(6, ends.getFirst().step());
    assertTrue(asked.stream().allMatch(state -> state.stepsPerEpoch() == 3));
    assertEquals(
        List.of(0L, 1L, 2L, 3L, 4L, 5L),
        asked.stream().map(ScheduleState::step).distinct().toList());
    assertEquals(
        List.of("step-00000002", "step-00000003", "step-00000004", "step-00000006"),
        new CheckpointFolder(temp).list().stream().map(c -> c.getFileName().toString()).toList());
    assertEquals(6, Checkpoint.latest(temp).orElseThrow().step());
  }

  @Test
  void aWarmUpRisesWithEveryUpdate() {
    List<Double> rates = new ArrayList<>();
    TrainingListener recorder =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            rates.add(report.learningRate());
          }
        };
    SmallRun.trainer()
        .accumulate(3)
        .epochs(3)
        .schedule(Schedules.warmUp(4, Schedules.constant()))
        .listener(recorder)
        .fit()
        .close();
    assertEquals(List.of(0.005, 0.01, 0.015, 0.02, 0.02, 0.02), rates);
  }

  /** Without correction it would be within a thousandth of the initial weights after one step. */
  @Test
  void averagesOfAShortRunForgetTheInitialWeights() {
    float[] initial = new float[1];
    List<Double> distances = new ArrayList<>();
    for (double decay : new double[] {0, 0.999}) {
      TrainingListener looking =
          new TrainingListener() {
            @Override
            public void onStart(
                dev.alexandrite.train.RunControl run, dev.alexandrite.train.MemoryReport memory) {
              initial[0] = run.parameter("fc.weight")[0];
            }
          };
      var trainer = SmallRun.trainer().epochs(4).listener(looking);
      if (decay > 0) {
        trainer.averageWeights(decay);
      }
      try (TrainingResult result = trainer.validation(SmallRun.data(12)).fit()) {
        distances.add(result.history().getLast().validation().orElseThrow().loss());
      }
    }
    assertTrue(distances.get(1) < 1.5 * distances.get(0), distances.toString());
  }
}
