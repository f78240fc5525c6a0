package dev.alexandrite.core.train;

import dev.alexandrite.core.checkpoint.EpochSummary;
import dev.alexandrite.core.checkpoint.TrainingState;
import dev.alexandrite.train.EarlyStop;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Schedule;
import dev.alexandrite.train.ScheduleState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The counters of a run, which say where it stands; see {@link TrainingState} for each. */
final class Progress {
  private static final int NONE = -1;

  private int epoch;
  private int batch;
  private long step;
  private long updates;
  private double epochLoss;
  private double epochWeight;
  private List<Double> scheduleMemory;
  private int best = NONE;
  private double bestError = Double.MAX_VALUE;
  private long bestStep = NONE;
  private double stopError = Double.MAX_VALUE;
  private int epochsWaited;
  private final List<EpochReport> history = new ArrayList<>();

  /** A fresh run. */
  Progress(Schedule schedule) {
    scheduleMemory = schedule.initialMemory();
  }

  /** A resumed run. */
  Progress(TrainingState state) {
    epoch = state.epoch();
    batch = state.batch();
    step = state.step();
    updates = state.updates();
    epochLoss = state.epochLoss();
    epochWeight = state.epochWeight();
    scheduleMemory = state.scheduleMemory();
    best = state.best();
    bestError = state.bestError();
    bestStep = state.bestStep();
    stopError = state.stopError();
    epochsWaited = state.epochsWaited();
    state.history().forEach(summary -> history.add(summary.toReport()));
  }

  TrainingState toState() {
    return new TrainingState(
        epoch,
        batch,
        step,
        updates,
        epochLoss,
        epochWeight,
        scheduleMemory,
        best,
        bestError,
        bestStep,
        stopError,
        epochsWaited,
        history.stream().map(EpochSummary::of).toList());
  }

  ScheduleState scheduleState(int batchesPerEpoch, int epochs) {
    return new ScheduleState(step, epoch, batchesPerEpoch, epochs, scheduleMemory);
  }

  /** One batch is trained; its loss is a sum over examples, and so is its weight. */
  void batchDone(double lossSum, double weightSum, boolean updated) {
    batch++;
    step++;
    updates += updated ? 1 : 0;
    epochLoss += lossSum;
    epochWeight += weightSum;
  }

  double trainLoss() {
    return epochLoss / epochWeight;
  }

  /** The epoch is trained and validated; the counters move to the next one. */
  void epochDone(EpochReport report, Schedule schedule, @Nullable EarlyStop earlyStop) {
    history.add(report);
    scheduleMemory = schedule.afterEpoch(scheduleMemory, report);
    double error = report.watchedError();
    if (error < bestError) {
      best = epoch;
      bestError = error;
      bestStep = step;
    }
    double leastImprovement = earlyStop == null ? 0 : earlyStop.leastImprovement();
    if (error < stopError - leastImprovement) {
      stopError = error;
      epochsWaited = 0;
    } else {
      epochsWaited++;
    }
    epoch++;
    batch = 0;
    epochLoss = 0;
    epochWeight = 0;
  }

  boolean stoppedBy(@Nullable EarlyStop earlyStop) {
    return earlyStop != null && epochsWaited >= earlyStop.patience();
  }

  int epoch() {
    return epoch;
  }

  int batch() {
    return batch;
  }

  long step() {
    return step;
  }

  long updates() {
    return updates;
  }

  long bestStep() {
    return bestStep;
  }

  List<EpochReport> history() {
    return history;
  }

  Optional<EpochReport> best() {
    return best == NONE ? Optional.empty() : Optional.of(history.get(best));
  }
}
