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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Steps, epochs, and what happens between them, from where the progress stands to the end. */
final class TrainingLoop {
  private final TrainingConfig config;
  private final StepRunner runner;
  private final @Nullable Validator validator;
  private final CheckpointKeeper keeper;
  private final TrainingListener audience;
  private final Progress progress;
  private final BooleanSupplier cancelled;
  private final int batchesPerEpoch;
  private final LossWatch lossWatch;
  private final WaitWatch waitWatch = new WaitWatch();
  private double rate;

  /** The next batch, if it was there already when the current one began. */
  private @Nullable Batch ahead;

  TrainingLoop(
      TrainingConfig config,
      StepRunner runner,
      @Nullable Validator validator,
      CheckpointKeeper keeper,
      TrainingListener audience,
      Progress progress,
      BooleanSupplier cancelled) {
    this.config = config;
    this.runner = runner;
    this.validator = validator;
    this.keeper = keeper;
    this.audience = audience;
    this.progress = progress;
    this.cancelled = cancelled;
    this.batchesPerEpoch = Math.ceilDiv(config.data().size(), config.batchSize());
    this.lossWatch =
        new LossWatch(config.data().classNames().size(), config.objective().custom() == null);
  }

  /**
   * Trains until the end, an early stop or a cancellation; the last state is saved in each case.
   */
  StopReason run(BatchLoader loader) throws InterruptedException {
    while (progress.epoch() < config.epochs()) {
      if (progress.stoppedBy(config.earlyStop())) {
        return StopReason.EARLY_STOP;
      }
      waitWatch.startEpoch();
      while (progress.batch() < batchesPerEpoch) {
        trainBatch(loader);
        boolean withinEpoch = progress.batch() < batchesPerEpoch;
        boolean stop = cancelled.getAsBoolean();
        if (withinEpoch && (stop || keeper.due(progress.step()))) {
          keeper.save(progress);
        }
        if (withinEpoch && stop) {
          return StopReason.CANCELLED;
        }
      }
      finishEpoch();
      if (cancelled.getAsBoolean() && progress.epoch() < config.epochs()) {
        return StopReason.CANCELLED;
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
    waitWatch.took(waited, rows);
    double loss = runner.lossSum() / runner.weightSum();
    lossWatch.watch(loss, progress.step(), rate).ifPresent(audience::onWarning);
    progress.batchDone(runner.lossSum(), runner.weightSum(), runner.updated());
    audience.onStep(
        new StepReport(
            progress.step(),
            progress.epoch(),
            number,
            batchesPerEpoch,
            rows,
            loss,
            rate,
            waitWatch.imagesPerSecond(),
            waitWatch.waitShare()));
    waitWatch.warning(config.execution().loaderThreads()).ifPresent(audience::onWarning);
  }

  private void finishEpoch() throws InterruptedException {
    double imagesPerSecond = waitWatch.imagesPerSecond();
    double waitShare = waitWatch.waitShare();
    EpochReport report =
        new EpochReport(
            progress.epoch(),
            progress.step(),
            progress.trainLoss(),
            validate(),
            rate,
            imagesPerSecond,
            waitShare);
    progress.epochDone(report, config.schedule(), config.earlyStop());
    keeper.save(progress);
    audience.onEpoch(report);
  }

  private Optional<EvaluationReport> validate() throws InterruptedException {
    return validator == null ? Optional.empty() : Optional.of(validator.evaluate());
  }

  /** A bad image ends the run, but not what was learned before it. */
  private Batch nextBatch(BatchLoader loader) throws InterruptedException {
    try {
      return loader.next();
    } catch (DataException bad) {
      keeper.save(progress);
      keeper.unsaved().ifPresent(bad::addSuppressed);
      throw bad;
    }
  }
}
