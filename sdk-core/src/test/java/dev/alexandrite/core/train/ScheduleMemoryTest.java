package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Schedule;
import dev.alexandrite.train.ScheduleState;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a schedule remembers goes into checkpoints: what cannot is refused, and nothing is lost. */
class ScheduleMemoryTest {
  @TempDir Path temp;

  private record Remembering(List<Double> memory) implements Schedule {
    @Override
    public double learningRate(double base, ScheduleState state) {
      return base;
    }

    @Override
    public List<Double> afterEpoch(List<Double> before, EpochReport report) {
      return memory;
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void whatNoCheckpointCanHoldIsRefusedAndTheEpochIsSaved(Double value) {
    Path folder = temp.resolve("run");
    var e = refused(new Remembering(Arrays.asList(1.0, value)), folder);
    assertTrue(e.getMessage().contains("memory [1.0, " + value + "]"), e.getMessage());
    try (TrainingResult result =
        SmallRun.trainer()
            .epochs(2)
            .checkpoints(folder)
            .resume()
            .schedule(new Remembering(List.of(1.0)))
            .fit()) {
      assertEquals(StopReason.COMPLETED, result.reason());
      assertEquals(2, result.history().size());
    }
  }

  @Test
  void noMemoryIsRefusedToo() {
    String said = refused(new Remembering(null), temp.resolve("run")).getMessage();
    assertTrue(said.contains("afterEpoch gave the memory null"), said);
  }

  private static TrainingException refused(Schedule schedule, Path folder) {
    return assertThrows(
        TrainingException.class,
        () -> SmallRun.trainer().epochs(2).checkpoints(folder).schedule(schedule).fit());
  }
}
