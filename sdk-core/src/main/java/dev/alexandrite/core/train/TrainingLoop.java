package dev.alexandrite.core.train;

import dev.alexandrite.ComputePool;
import dev.alexandrite.DivergedException;
import dev.alexandrite.core.data.Batch;
import dev.alexandrite.core.data.BatchLoader;
import dev.alexandrite.data.Task;
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
  private final @Nullable ApplicationLoss custom;
  private final StepRunner runner;
  private final ModelState model;
  private final @Nullable Validator validator;
  private final CheckpointManager checkpoints;
  private final TrainingListener listeners;
  private final Progress progress;
  private final @Nullable BestWeights best;
  private final ListenerControl control;
  private final Rescue rescue;
  private final int batchesPerEpoch;
  private final StepRate rates;
  private final LossCheck lossCheck;
  private final @Nullable BatchMixer mixer;
  private final ThroughputMeter throughput = new ThroughputMeter();

  /** The learning rate of the last step. */
  private double rate;

  /** The batches of the step so far. */
  private final StepSum sum = new StepSum();

  /** Whether no batch is half trained: then the state can be saved and gone on from. */
  private boolean whole = true;

  /** The next batch, if it was there already when the current one began. */
  private @Nullable Batch ahead;

  TrainingLoop(
      TrainingConfig config,
      @Nullable ApplicationLoss custom,
      StepRunner runner,
      ModelState model,
      @Nullable Validator validator,
      CheckpointManager checkpoints,
      TrainingListener listeners,
      Progress progress,
      @Nullable BestWeights best,
      ListenerControl control) {
    this.config = config;
    this.custom = custom;
    this.runner = runner;
    this.model = model;
    this.validator = validator;
    this.checkpoints = checkpoints;
    this.listeners = listeners;
    this.progress = progress;
    this.best = best;
    this.control = control;
    this.rescue = new Rescue(checkpoints, listeners);
    this.batchesPerEpoch = Math.ceilDiv(config.data().size(), config.batchSize());
    this.rates = new StepRate(config, batchesPerEpoch);
    this.mixer = BatchMixer.of(config);
    boolean crossEntropy = custom == null && config.data().task() == Task.CLASSIFICATION;
    this.lossCheck = new LossCheck(config.data().classNames().size(), crossEntropy);
  }

  /**
   * Trains until the end, an early stop or a cancellation. The last state is saved in each case,
   * and also when something is thrown, if no batch was left half trained.
   */
  StopReason run(BatchLoader loader) {
    try {
      return trainOrCancel(loader);
    } catch (RuntimeException | Error failure) {
      rescue.before(failure, progress, whole || untouched());
      throw failure;
    }
  }

  /**
   * Whether a batch that failed has changed nothing: the loss comes before all gradients, and only
   * running statistics, if there are any, before the loss. Devices do not outlive a failure of one.
   */
  private boolean untouched() {
    return custom != null
        && custom.failed()
        && config.model().network().state().isEmpty()
        && config.execution().devices().count() == 1;
  }

  private StopReason trainOrCancel(BatchLoader loader) {
    try {
      return train(loader);
    } catch (InterruptedException e) { // while it waited for data, between two batches
      control.interrupted();
      save();
      return control.reason();
    }
  }

  private StopReason train(BatchLoader loader) throws InterruptedException {
    if (progress.batch() == batchesPerEpoch) { // all that is missing of the epoch is its end
      rate = rates.last(progress);
    }
    while (progress.epoch() < config.epochs()) {
      if (progress.stoppedBy(config.earlyStop())) {
        return StopReason.EARLY_STOP;
      }
      throughput.startEpoch();
      while (progress.batch() < batchesPerEpoch) {
        if (trainBatch(loader) && progress.batch() < batchesPerEpoch) {
          boolean stop = control.stops();
          if (stop || control.checkpointAsked() || checkpoints.due(progress.step())) {
            save();
            control.saved();
          }
          if (stop) {
            return control.reason();
          }
        }
      }
      finishEpoch();
      if (control.stops() && progress.epoch() < config.epochs()) {
        return control.reason();
      }
    }
    return StopReason.COMPLETED;
  }

  /** Trains a batch; whether it was the last of its step. */
  private boolean trainBatch(BatchLoader loader) throws InterruptedException {
    int number = progress.batch();
    long asked = System.nanoTime();
    Batch batch = ahead == null ? mixed(loader.next()) : ahead;
    ahead = runner.looksAhead() ? mixed(loader.poll()) : null;
    long waited = System.nanoTime() - asked;
    rate = rates.now(progress);
    requireOpenPool();
    whole = false;
    runner.run(batch, ahead, progress, rate, number == batchesPerEpoch - 1);
    int rows = batch.rows();
    loader.release(batch);
    throughput.took(waited, rows);
    double loss = runner.lossSum() / runner.weightSum();
    LossCheck.requireFinite(loss, progress.step() + 1, rate, checkpoints);
    progress.batchDone(runner.lossSum(), runner.weightSum(), runner.updated());
    sum.add(runner.lossSum(), runner.weightSum(), rows);
    whole = true;
    checkpoints.goesOn(progress);
    if (runner.updated()) {
      stepDone(number);
    }
    return runner.updated();
  }

  /** Images that the loader has finished are mixed once, before anybody copies them. */
  private <B extends @Nullable Batch> B mixed(B batch) {
    if (mixer != null && batch != null) {
      mixer.mix(batch);
    }
    return batch;
  }

  /** A pool that is closed within a batch is noticed there, and the batch is lost. */
  private void requireOpenPool() {
    ComputePool pool = config.execution().computePool();
    if (pool != null) {
      pool.requireOpen();
    }
  }

  private void stepDone(int batch) {
    double loss = sum.meanLoss();
    int rows = sum.rows();
    sum.clear();
    lossCheck.watch(loss, rate).ifPresent(listeners::onWarning);
    listeners.onStep(
        new StepReport(
            progress.step(),
            progress.epoch(),
            batch,
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
      requireFinite(() -> best.keep(progress.counters()));
    }
    save();
    listeners.onEpoch(report);
    control.saved(); // nothing has changed since
  }

  private Optional<EvaluationReport> validate() throws InterruptedException {
    if (validator == null) {
      return Optional.empty();
    }
    EvaluationReport report;
    try {
      report = validator.evaluate();
    } catch (NotFiniteException e) {
      throw diverged();
    }
    if (!Double.isFinite(report.loss())) {
      listeners.onWarning(
          "the validation loss of epoch "
              + (progress.epoch() + 1)
              + " is "
              + report.loss()
              + ", which counts as no improvement; the run goes on. "
              + LossCheck.ADVICE);
    }
    return Optional.of(report);
  }

  private void save() {
    requireFinite(() -> checkpoints.save(progress));
  }

  private void requireFinite(Runnable reads) {
    try {
      reads.run();
    } catch (NotFiniteException e) {
      throw diverged();
    }
  }

  /** The state has ceased to be one that can be gone on from. */
  private DivergedException diverged() {
    whole = false;
    return new DivergedException(
        model.firstNotFinite()
            + " at step "
            + progress.step()
            + " with learning rate "
            + rate
            + "; it is not saved, "
            + checkpoints.good()
            + "; "
            + LossCheck.ADVICE);
  }
}
