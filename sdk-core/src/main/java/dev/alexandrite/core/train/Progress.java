package dev.alexandrite.core.train;

import dev.alexandrite.TrainingException;
import dev.alexandrite.core.checkpoint.EpochSummary;
import dev.alexandrite.core.checkpoint.SavedManifest;
import dev.alexandrite.core.checkpoint.TrainingState;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.train.EarlyStop;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Monitor;
import dev.alexandrite.train.Schedule;
import dev.alexandrite.train.ScheduleState;
import dev.alexandrite.train.TrainingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The counters of a run, which say where it stands; see {@link TrainingState} for each. A step is
 * an update, as everywhere an application looks; batches are counted beside, since random numbers
 * are drawn by them.
 */
final class Progress {
  private static final int NONE = -1;

  private int epoch;
  private int batch;
  private long batches;
  private long step;
  private double epochLoss;
  private double epochWeight;
  private List<Double> scheduleMemory;
  private int best = NONE;
  private double bestError = Double.MAX_VALUE;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private long bestStep = NONE;
  private double stopError = Double.MAX_VALUE;
  private int epochsWaited;
  private final List<EpochReport> history = new ArrayList<>();
  private final Monitor monitor;
  private final double minDelta;

  private Progress(List<Double> scheduleMemory, @Nullable EarlyStop earlyStop) {
    this.scheduleMemory = scheduleMemory;
    this.monitor = earlyStop == null ? Monitor.error() : earlyStop.monitor();
    this.minDelta = earlyStop == null ? 0 : earlyStop.minDelta();
  }

  /** A fresh run. */
  Progress(TrainingConfig config) {
    this(remembered("initialMemory", config.schedule().initialMemory()), config.earlyStop());
  }

  /**
   * A resumed run. Its epochs are judged again, so that an early stop other than that of before
   * sees the whole run.
   */
  Progress(TrainingConfig config, TrainingState state) {
    this(state.scheduleMemory(), config.earlyStop());
    epoch = state.epoch();
    batch = state.batch();
    batches = state.step();
    step = state.updates();
    epochLoss = state.epochLoss();
    epochWeight = state.epochWeight();
    for (EpochSummary summary : state.history()) {
      EpochReport report = summary.toReport();
      history.add(report);
      judge(report);
    }
    keepSaved(state);
  }

  /** Of epochs that cost the same, the one whose checkpoint was kept stays the best. */
  private void keepSaved(TrainingState state) {
    if (best != NONE && state.best() != NONE && state.bestError() == bestError) {
      EpochReport saved = history.get(state.best());
      best = saved.epoch();
      bestStep = state.bestStep();
      bestLoss = loss(saved);
    }
  }

  TrainingState toState() {
    return new TrainingState(
        epoch,
        batch,
        batches,
        step,
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

  /** What a schedule is asked with for the rate of a step, counted from 0. */
  ScheduleState scheduleState(long ofStep, long stepsPerEpoch, int epochs) {
    return new ScheduleState(ofStep, epoch, stepsPerEpoch, epochs, scheduleMemory);
  }

  /** One batch is trained; its loss is a sum over examples, and so is its weight. */
  void batchDone(double lossSum, double weightSum, boolean updated) {
    batch++;
    batches++;
    step += updated ? 1 : 0;
    epochLoss += lossSum;
    epochWeight += weightSum;
  }

  double trainLoss() {
    return epochLoss / epochWeight;
  }

  /**
   * The epoch is trained and validated; the counters move to the next one. If the schedule throws,
   * nothing has moved.
   */
  void epochDone(EpochReport report, Schedule schedule) {
    scheduleMemory = remembered("afterEpoch", schedule.afterEpoch(scheduleMemory, report));
    history.add(report);
    judge(report);
    ConfusionHistory.forget(history, best);
    epoch++;
    batch = 0;
    epochLoss = 0;
    epochWeight = 0;
  }

  /** A checkpoint has to hold it. */
  private static List<Double> remembered(String by, @Nullable List<Double> memory) {
    if (memory == null
        || memory.stream().anyMatch(value -> value == null || !Double.isFinite(value))) {
      throw new TrainingException(
          "the schedule's "
              + by
              + " gave the memory "
              + memory
              + ", expected a list of finite numbers, which a checkpoint can hold; correct"
              + " schedule(...)");
    }
    return List.copyOf(memory);
  }

  /**
   * A cost that is not finite is no improvement. Of equal costs, which are usual where few images
   * are held out, the lower loss is the best; an early stop does not wait longer for it.
   */
  private void judge(EpochReport report) {
    double cost = monitor.cost(report);
    boolean finite = Double.isFinite(cost);
    double loss = loss(report);
    if (finite && (cost < bestError || (cost == bestError && loss < bestLoss))) {
      best = report.epoch();
      bestError = cost;
      bestLoss = loss;
      bestStep = report.step();
    }
    if (finite && cost < stopError - minDelta) {
      stopError = cost;
      epochsWaited = 0;
    } else {
      epochsWaited++;
    }
  }

  private static double loss(EpochReport report) {
    return report.validation().map(EvaluationReport::loss).orElse(report.trainLoss());
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

  /** Updates in the whole run. */
  long step() {
    return step;
  }

  /** Batches trained in the whole run. */
  long batches() {
    return batches;
  }

  /** How long the network was trained so far. */
  SavedManifest.Counters counters() {
    return new SavedManifest.Counters(epoch, batches, step);
  }

  long bestStep() {
    return bestStep;
  }

  /** Whether the epoch that has just been finished is the best so far. */
  boolean atBest() {
    return bestStep == step;
  }

  List<EpochReport> history() {
    return history;
  }

  Optional<EpochReport> best() {
    return best == NONE ? Optional.empty() : Optional.of(history.get(best));
  }
}
