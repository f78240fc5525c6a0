package dev.alexandrite.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchedulesTest {
  private static final double CLOSE = 1e-12;

  private static double rate(Schedule schedule, long step, int epoch) {
    return schedule.learningRate(
        0.1, new ScheduleState(step, epoch, 10, 8, schedule.initialMemory()));
  }

  @Test
  void levelsChangeAtTheirEpochs() {
    Schedule step = Schedules.step(3, 0.1);
    assertEquals(0.1, rate(step, 29, 2), CLOSE);
    assertEquals(0.01, rate(step, 30, 3), CLOSE);
    Schedule milestones = Schedules.milestones(0.5, 2, 5);
    assertEquals(0.1, rate(milestones, 19, 1), CLOSE);
    assertEquals(0.05, rate(milestones, 20, 2), CLOSE);
    assertEquals(0.025, rate(milestones, 79, 7), CLOSE);
    assertEquals(0.1, rate(Schedules.constant(), 79, 7), CLOSE);
  }

  @Test
  void theCosineFallsFromTheBaseToZero() {
    Schedule cosine = Schedules.cosine();
    assertEquals(0.1, rate(cosine, 0, 0), CLOSE);
    assertEquals(0.05, rate(cosine, 40, 4), CLOSE);
    assertEquals(0, rate(cosine, 80, 8), CLOSE);
  }

  @Test
  void warmUpRisesInEqualStepsAndHandsOver() {
    Schedule warm = Schedules.warmUp(4, Schedules.step(1, 0.5));
    assertEquals(0.025, rate(warm, 0, 0), CLOSE);
    assertEquals(0.1, rate(warm, 3, 0), CLOSE);
    assertEquals(0.05, rate(warm, 10, 1), CLOSE);
  }

  @Test
  void warmUpMayCountEpochs() {
    Schedule warm = Schedules.warmUpEpochs(2, Schedules.constant());
    assertEquals(0.005, rate(warm, 0, 0), CLOSE);
    assertEquals(0.1, rate(warm, 19, 1), CLOSE);
    assertEquals(0.1, rate(warm, 20, 2), CLOSE);
    assertEquals("warmUpEpochs(2, constant())", warm.description().orElseThrow());
    assertEquals(
        "warmUp(2, constant())",
        Schedules.warmUp(2, Schedules.constant()).description().orElseThrow());
  }

  @Test
  void milestonesMayCountSteps() {
    Schedule milestones = Schedules.milestonesInSteps(0.1, 15, 32);
    assertEquals(0.1, rate(milestones, 14, 1), CLOSE);
    assertEquals(0.01, rate(milestones, 15, 1), CLOSE);
    assertEquals(0.001, rate(milestones, 32, 3), CLOSE);
    assertThrows(TrainingException.class, () -> Schedules.milestonesInSteps(0.1, 5, 5));
  }

  /** TensorFlow's exponential_decay(0.1, step, 10 · 2.4, 0.97, staircase=True). */
  @Test
  void levelsNeedNotBeWholeEpochs() {
    Schedule stairs = Schedules.exponential(2.4, 0.97);
    assertEquals(0.1, rate(stairs, 23, 2), CLOSE);
    assertEquals(0.1 * 0.97, rate(stairs, 24, 2), CLOSE);
    assertEquals(0.1 * 0.97 * 0.97, rate(stairs, 48, 4), CLOSE);
    assertThrows(TrainingException.class, () -> Schedules.exponential(0, 0.97));
  }

  @Test
  void fourLevelsSpanTheFactorInEqualRatios() {
    Schedule steps = Schedules.exponentialSteps(250, 4);
    assertEquals(0.1, rate(steps, 19, 1), CLOSE);
    assertEquals(0.1 / Math.cbrt(250), rate(steps, 20, 2), CLOSE);
    assertEquals(0.1 / Math.cbrt(250) / Math.cbrt(250), rate(steps, 40, 4), CLOSE);
    assertEquals(0.1 / 250, rate(steps, 60, 6), CLOSE);
    assertEquals(0.1 / 250, rate(steps, 80, 8), CLOSE);
  }

  @Test
  void aPlateauDividesAfterItsPatienceAndNoMoreThanAllowed() {
    Schedule plateau = Schedules.dividePlateauBy(10).patience(2).maxReductions(1);
    List<Double> memory = plateau.initialMemory();
    double[] losses = {1.0, 0.9, 0.9, 0.95, 0.8, 0.8, 0.8, 0.8};
    double[] expected = {0.1, 0.1, 0.1, 0.01, 0.01, 0.01, 0.01, 0.01};
    for (int epoch = 0; epoch < losses.length; epoch++) {
      memory = plateau.afterEpoch(memory, report(epoch, losses[epoch]));
      ScheduleState state = new ScheduleState(10L * epoch, epoch, 10, 8, memory);
      assertEquals(
          expected[epoch], plateau.learningRate(0.1, state), CLOSE, "after epoch " + epoch);
    }
  }

  @Test
  void aPlateauMayWatchAnotherNumberAndAskForMore() {
    PlateauSchedule plateau =
        Schedules.dividePlateauBy(2).patience(1).monitor(Monitor.top1()).minDelta(0.1);
    List<Double> memory = plateau.initialMemory();
    double[] top1 = {0.2, 0.4, 0.45, 0.6};
    double[] expected = {0.1, 0.1, 0.05, 0.05};
    for (int epoch = 0; epoch < top1.length; epoch++) {
      memory = plateau.afterEpoch(memory, validated(epoch, top1[epoch], 1));
      ScheduleState state = new ScheduleState(10L * epoch, epoch, 10, 8, memory);
      assertEquals(expected[epoch], plateau.learningRate(0.1, state), 0, "after epoch " + epoch);
    }
    assertEquals(
        "warmUp(3, dividePlateauBy(2.0).patience(1).atMost(3).minDelta(0.1).monitor(top-1))",
        Schedules.warmUp(3, plateau).description().orElseThrow());
    assertEquals(
        "dividePlateauBy(10.0).patience(3).atMost(3)",
        Schedules.dividePlateauBy(10).description().orElseThrow());
  }

  @Test
  void aMonitorKnowsWhichWayIsBetter() {
    EpochReport report = validated(3, 0.25, 2.5);
    assertEquals(0.75, Monitor.error().cost(report), 0);
    assertEquals(7, Monitor.error().cost(report(0, 7)), 0);
    assertEquals(-0.25, Monitor.top1().cost(report), 0);
    assertEquals(-0.5, Monitor.top5().cost(report), 0);
    assertEquals(2.5, Monitor.validationLoss().cost(report), 0);
    assertEquals(1, Monitor.trainingLoss().cost(report), 0);
    assertTrue(Double.isNaN(Monitor.validationLoss().cost(report(0, 7))));
  }

  private static EpochReport validated(int epoch, double top1, double loss) {
    EvaluationReport held =
        new EvaluationReport(4, top1, 0.5, loss, Optional.empty(), Map.of(), Views.CENTER);
    return new EpochReport(epoch, 10L * epoch, 1, Optional.of(held), 0.1, 0, 0);
  }

  private static EpochReport report(int epoch, double loss) {
    return new EpochReport(epoch, 10L * epoch, loss, Optional.empty(), 0.1, 0, 0);
  }

  @Test
  void impossibleSchedulesAreRefused() {
    assertThrows(TrainingException.class, () -> Schedules.step(0, 0.1));
    assertThrows(TrainingException.class, () -> Schedules.milestones(0.1, 5, 5));
    assertThrows(TrainingException.class, () -> Schedules.dividePlateauBy(1));
    assertThrows(TrainingException.class, () -> Schedules.warmUp(0, Schedules.constant()));
    assertThrows(TrainingException.class, () -> Schedules.exponentialSteps(250, 1));
  }
}
