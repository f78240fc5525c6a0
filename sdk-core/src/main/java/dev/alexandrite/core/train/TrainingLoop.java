package dev.alexandrite.core.train;

import dev.alexandrite.DataException;
import dev.alexandrite.core.data.Batch;
import dev.alexandrite.core.data.BatchLoader;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.TrainingListener;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Steps, epochs, and what happens between them, from where the progress stands to the end. */
final class TrainingLoop {
  private final TrainingConfig config;
  private final StepRunner runner;
  private final @Nullable Validator validator;
  private final CheckpointManager checkpoints;
  private final TrainingListener listeners;
  private final Progress progress;
  private final @Nullable BestWeights best;
  private final ListenerControl control;
  private final int batchesPerEpoch;
  private final LossCheck lossCheck;
  private final ThroughputMeter throughput = new ThroughputMeter();
  private double rate;

  /** The next batch, if it was there already when the current one began. */
  private @Nullable Batch ahead;

  TrainingLoop(
      TrainingConfig config,
      StepRunner runner,
      @Nullable Validator validator,
      CheckpointManager checkpoints,
      TrainingListener listeners,
      Progress progress,
      @Nullable BestWeights best,
      ListenerControl control) {
    this.config = config;
    this.runner = runner;
    this.validator = validator;
    this.checkpoints = checkpoints;
    this.listeners = listeners;
    this.progress = progress;
    this.best = best;
    this.control = control;
    this.batchesPerEpoch = Math.ceilDiv(config.data().size(), config.batchSize());
    this.lossCheck =
        new LossCheck(config.data().classNames().size(), config.objective().custom() == null);
  }

  /**
   * Trains until the end, an early stop or a cancellation; the last state is saved in each case.
   */
  StopReason run(BatchLoader loader) throws InterruptedException {
    while (progress.epoch() < config.epochs()) {
      if (progress.stoppedBy(config.earlyStop())) {
        return StopReason.EARLY_STOP;
      }
      throughput.startEpoch();
      while (progress.batch() < batchesPerEpoch) {
        trainBatch(loader);
        boolean withinEpoch = progress.batch() < batchesPerEpoch;
        boolean stop = control.stops();
        boolean due = control.checkpointAsked() || checkpoints.due(progress.step());
        if (withinEpoch && (stop || due)) {
          checkpoints.save(progress);
          control.saved();
        }
        if (withinEpoch && stop) {
          return control.reason();
        }
      }
      finishEpoch();
      if (control.stops() && progress.epoch() < config.epochs()) {
        return control.reason();
      }
    }
    return StopReason.COMPLETED;
  }

  private void trainBatch(BatchLoader loader) throws InterruptedException {
    int number = progress.batch();
    long asked = System.nanoTime();
    Batch batch = ahead == null ? nextBatch(loader) : ahead;
    ahead = runner.looksAhead() ? loader.poll() : null;
    long waited = System.nanoTime() - asked;
    rate =
        config
            .schedule()
            .learningRate(
                config.optimizer().learningRate(),
                progress.scheduleState(batchesPerEpoch, config.epochs()));
    boolean last = number == batchesPerEpoch - 1;
    int rows = batch.rows();
    runner.run(batch, ahead, progress, rate, last);
    loader.release(batch);
    throughput.took(waited, rows);
    double loss = runner.lossSum() / runner.weightSum();
    lossCheck.watch(loss, progress.step(), rate).ifPresent(listeners::onWarning);
    progress.batchDone(runner.lossSum(), runner.weightSum(), runner.updated());
    listeners.onStep(
        new StepReport(
            progress.step(),
            progress.epoch(),
            number,
            batchesPerEpoch,
            rows,
            loss,
            rate,
            throughput.imagesPerSecond(),
            throughput.waitShare()));
    throughput.warning(config.execution().loaderThreads()).ifPresent(listeners::onWarning);
  }

  private void finishEpoch() throws InterruptedException {
    double imagesPerSecond = throughput.imagesPerSecond();
    double waitShare = throughput.waitShare();
    EpochReport report =
        new EpochReport(
            progress.epoch(),
            progress.step(),
            progress.trainLoss(),
            validate(),
            rate,
            imagesPerSecond,
            waitShare);
    progress.epochDone(report, config.schedule());
    if (best != null && progress.atBest()) {
      best.keep(progress.counters());
    }
    checkpoints.save(progress);
    listeners.onEpoch(report);
    control.saved(); // nothing has changed since
  }

  private Optional<EvaluationReport> validate() throws InterruptedException {
    return validator == null ? Optional.empty() : Optional.of(validator.evaluate());
  }

  /** A bad image ends the run, but not what was learned before it. */
  private Batch nextBatch(BatchLoader loader) throws InterruptedException {
    try {
      return loader.next();
    } catch (DataException bad) {
      checkpoints.save(progress);
      checkpoints.unsaved().ifPresent(bad::addSuppressed);
      throw bad;
    }
  }
}
