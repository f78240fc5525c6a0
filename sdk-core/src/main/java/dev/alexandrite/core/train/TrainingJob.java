package dev.alexandrite.core.train;

import dev.alexandrite.ComputePool;
import dev.alexandrite.TrainingException;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.augment.ResizedDataset;
import dev.alexandrite.core.checkpoint.RunFolder;
import dev.alexandrite.core.checkpoint.SavedManifest;
import dev.alexandrite.core.classify.ClassifierFactory;
import dev.alexandrite.core.classify.NetworkInspector;
import dev.alexandrite.core.classify.ServedModel;
import dev.alexandrite.core.data.BatchLoader;
import dev.alexandrite.core.data.LoaderOptions;
import dev.alexandrite.core.data.PixelSample;
import dev.alexandrite.core.select.BackendSelector;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.tensor.WeightForm;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.Execution;
import dev.alexandrite.train.MemoryEstimator;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run from its description to its result: check, choose the backend, plan, fill or restore the
 * store, compile, loop, and make a classifier of what was learned.
 */
public final class TrainingJob {
  private final TrainingConfig config;
  private final Network network;
  private final Backend backend;
  private final BackendProvider provider;
  private final RunManifest manifest;
  private final RunPlan plan;
  private final ListenerGroup listeners;
  private final RunData data;
  private final @Nullable ApplicationLoss loss;

  private TrainingJob(
      TrainingConfig config,
      Optional<String> pixelSample,
      ListenerGroup listeners,
      BackendProvider provider,
      Backend backend) {
    this.config = config;
    this.listeners = listeners;
    this.network = config.model().network();
    this.provider = provider;
    this.backend = backend;
    this.manifest = new RunManifest(config, backend, pixelSample);
    this.loss = ApplicationLoss.of(config);
    this.plan = RunPlan.of(config, loss, backend);
    this.data = RunData.of(config);
  }

  /**
   * Trains on the calling thread.
   *
   * @param config the whole description of the run
   * @param cancelled asked between steps
   * @return the result
   */
  public static TrainingResult run(TrainingConfig config, BooleanSupplier cancelled) {
    ListenerGroup listeners = new ListenerGroup(config.listeners());
    Cancellation cancellation = new Cancellation(cancelled);
    try {
      return run(config, listeners, cancellation);
    } catch (RuntimeException | Error failure) {
      listeners.onFailure(failure);
      throw failure;
    } finally {
      cancellation.giveInterruptBack();
    }
  }

  private static TrainingResult run(
      TrainingConfig config, ListenerGroup listeners, Cancellation cancellation) {
    ConfigCheck.check(config);
    try (RunFolder folder = RunFolder.claim(config.checkpoints(), listeners::onWarning)) {
      return run(config, folder, listeners, cancellation);
    }
  }

  private static TrainingResult run(
      TrainingConfig config,
      @Nullable RunFolder folder,
      ListenerGroup listeners,
      Cancellation cancellation) {
    BackendProvider provider = provider(config.execution());
    Backend backend = provider.create(options(config.execution()));
    boolean handedOver = false;
    try {
      Optional<String> pixels =
          folder == null ? Optional.empty() : pixelSample(config, cancellation);
      TrainingResult result =
          new TrainingJob(config, pixels, listeners, provider, backend).run(folder, cancellation);
      handedOver = true; // to the result's classifier
      return result;
    } finally {
      if (!handedOver) {
        backend.close();
      }
    }
  }

  /**
   * Plans a run, and no more.
   *
   * @param config the whole description of the run
   * @return what answers for its batch size and others; closed by the caller
   */
  public static MemoryEstimator estimator(TrainingConfig config) {
    ConfigCheck.check(config);
    Execution execution = config.execution();
    return new RunEstimator(config, provider(execution).create(options(execution)));
  }

  private static BackendProvider provider(Execution execution) {
    BackendProvider provider =
        new BackendSelector(execution.classLoader()).choose(execution.backend());
    requireDevices(execution.devices().count(), provider);
    return provider;
  }

  private static BackendOptions options(Execution execution) {
    return BackendOptions.of(execution.threads(), execution.computePool());
  }

  /** Of the images as training sees them, so that a cache of resized ones makes no difference. */
  private static Optional<String> pixelSample(TrainingConfig config, BooleanSupplier cancelled) {
    Dataset begun = ResizedDataset.forTraining(config.data(), config.model().pipeline());
    return PixelSample.of(begun, cancelled);
  }

  private static void requireDevices(int asked, BackendProvider provider) {
    if (asked > provider.devices()) {
      throw new TrainingException(
          "devices("
              + asked
              + ") was asked for, but backend "
              + provider.name()
              + " has "
              + provider.devices()
              + "; ask for as many, or see examples/run Devices for why others cannot be used");
    }
  }

  private TrainingResult run(@Nullable RunFolder folder, Cancellation cancellation) {
    MemoryCheck.require(plan.memory(), config.batchSize());
    try {
      return train(folder, cancellation);
    } catch (OutOfMemoryError e) {
      throw new TrainingException(MemoryCheck.outOfMemory(plan.memory()), e);
    }
  }

  private TrainingResult train(@Nullable RunFolder folder, Cancellation cancellation) {
    try (TrainingDevices devices = devices()) {
      RunStart start =
          RunStart.prepare(
              config,
              folder,
              manifest,
              data.training(),
              devices.tensors(),
              listeners,
              cancellation);
      ModelState model = new ModelState(config.model(), devices.tensors(), start.statistics());
      Progress progress = start.progress();
      CheckpointManager checkpoints =
          new CheckpointManager(
              config.checkpoints(), folder, manifest, model, listeners, progress, cancellation);
      BestWeights best = BestWeights.of(config, model, progress, listeners);
      CurrentWeights weights = weights(devices, model);
      ListenerControl control =
          control(model, weights, cancellation, start.resumedFrom(), progress::step);
      try {
        StopReason reason = train(devices, model, weights, progress, best, checkpoints, control);
        TrainingResult result =
            new TrainingResult(
                classifier(model, weights, best, progress),
                progress.history(),
                progress.best(),
                checkpoints.latest(),
                checkpoints.best(progress),
                checkpoints.unsaved(),
                start.initialWeights(),
                best == null ? OptionalInt.empty() : best.restored(progress.counters()),
                reason);
        listeners.onEnd(report(result, progress));
        return result;
      } finally {
        control.end();
      }
    }
  }

  private TrainingDevices devices() {
    return plan.devices() == null
        ? new OneDevice(config, plan.graphs(), backend)
        : new SeveralDevices(config, plan.devices(), provider);
  }

  private StopReason train(
      TrainingDevices devices,
      ModelState model,
      CurrentWeights weights,
      Progress progress,
      @Nullable BestWeights best,
      CheckpointManager checkpoints,
      ListenerControl control) {
    Validator validator = validator(model, weights);
    listeners.onStart(control, plan.memory());
    BatchOfOne.warnings(config).forEach(listeners::onWarning);
    if (progress.epoch() >= config.epochs() || progress.stoppedBy(config.earlyStop())) {
      return progress.epoch() >= config.epochs() ? StopReason.COMPLETED : StopReason.EARLY_STOP;
    }
    if (control.stops()) {
      return control.reason(); // the statistics may be incomplete: nothing is written
    }
    StepRunner runner = devices.runner();
    LoaderOptions options =
        LoaderOptions.training(config.batchSize(), config.seed())
            .order(config.order())
            .sampling(config.sampling())
            .threads(config.execution().loaderThreads())
            .startingAt(progress.epoch(), progress.batch())
            .endingAt(config.epochs());
    try (BatchLoader loader =
        new BatchLoader(data.training(), model.preparer().forTraining(), options)) {
      return new TrainingLoop(
              config,
              loss,
              runner,
              model,
              validator,
              checkpoints,
              listeners,
              progress,
              best,
              control)
          .run(loader);
    }
  }

  private static EndReport report(TrainingResult result, Progress progress) {
    return new EndReport(
        result.reason(),
        progress.step(),
        result.history(),
        result.best(),
        result.checkpoint(),
        result.bestCheckpoint(),
        result.restoredEpoch(),
        result.unsaved());
  }

  private CurrentWeights weights(TrainingDevices devices, ModelState model) {
    return new CurrentWeights(network, model, backend, devices.sharedStore());
  }

  private ListenerControl control(
      ModelState model,
      CurrentWeights weights,
      Cancellation cancellation,
      Optional<Path> resumedFrom,
      LongSupplier step) {
    NetworkInspector inspector =
        new NetworkInspector(
            network, model.preparer(), backend, weights::upToDate, WeightForm.FLOAT32);
    return new ListenerControl(config, model, inspector, cancellation, resumedFrom, step);
  }

  private @Nullable Validator validator(ModelState model, CurrentWeights weights) {
    return plan.validation() == null || data.validation() == null
        ? null
        : new Validator(config, data.validation(), model, plan.validation(), backend, weights);
  }

  /** Made over the run's own weights, of which it holds no copy. */
  private Classifier classifier(
      ModelState model, CurrentWeights weights, @Nullable BestWeights best, Progress progress) {
    SavedManifest.Counters counters = progress.counters();
    if (best != null) {
      counters = best.countersOr(counters);
      best.restore();
    }
    Execution execution = config.execution();
    ServedModel served =
        new ServedModel(
            network,
            config.model().pipeline(),
            model.statistics(),
            config.data().classNames(),
            config.data().task());
    ClassifierOptions options =
        ClassifierOptions.defaults().backend(backend.name()).classLoader(execution.classLoader());
    ComputePool pool = execution.computePool();
    return ClassifierFactory.create(
        served,
        manifest.origin(counters),
        backend,
        weights.upToDate(),
        pool == null ? options.threads(execution.threads()) : options.computePool(pool));
  }
}
