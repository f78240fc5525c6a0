package dev.alexandrite.core.train;

import dev.alexandrite.ComputePool;
import dev.alexandrite.TrainingException;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.classify.ClassifierFactory;
import dev.alexandrite.core.classify.ServedModel;
import dev.alexandrite.core.data.BatchLoader;
import dev.alexandrite.core.data.LoaderOptions;
import dev.alexandrite.core.devices.DevicePlans;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.select.BackendSelector;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.train.Execution;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.TrainingResult;
import java.util.function.BooleanSupplier;
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
  private final TrainingGraphs graphs;
  private final @Nullable DevicePlans devices;
  private final @Nullable InferencePlan validation;
  private final Audience audience;
  private final RunData data;

  private TrainingJob(TrainingConfig config, BackendProvider provider, Backend backend) {
    this.config = config;
    this.network = config.model().network();
    this.provider = provider;
    this.backend = backend;
    this.manifest = new RunManifest(config, backend);
    int count = config.execution().devices().count();
    this.graphs = Plans.training(config, count == 1 ? config.batchSize() : 1);
    this.devices = count == 1 ? null : Plans.devices(config, graphs.persistent());
    this.validation =
        config.validation() == null
            ? null
            : Planner.inference(network, Math.ceilDiv(config.batchSize(), count));
    this.audience = new Audience(config.listeners());
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
    ConfigCheck.check(config);
    Execution execution = config.execution();
    BackendProvider provider =
        new BackendSelector(execution.classLoader()).choose(execution.backend());
    requireDevices(execution.devices().count(), provider);
    Backend backend =
        provider.create(BackendOptions.of(execution.threads(), execution.computePool()));
    boolean handedOver = false;
    try {
      TrainingResult result = new TrainingJob(config, provider, backend).run(cancelled);
      handedOver = true; // to the result's classifier
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException(
          "the run was interrupted while it waited for data; go on with resume()", e);
    } catch (OutOfMemoryError e) {
      throw new TrainingException(
          "the heap of "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB is too small for this run; start Java with a larger -Xmx, or halve the batch"
              + " size and use accumulate(2)",
          e);
    } finally {
      if (!handedOver) {
        backend.close();
      }
    }
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

  private TrainingResult run(BooleanSupplier cancelled) throws InterruptedException {
    requireMemory();
    try (Machine machine = machine()) {
      RunStart start =
          RunStart.prepare(
              config, manifest, data.training(), machine.tensors(), audience, cancelled);
      ModelState model = new ModelState(config.model(), machine.tensors(), start.statistics());
      Progress progress = start.progress();
      CheckpointKeeper keeper =
          new CheckpointKeeper(config.checkpoints(), manifest, model, audience);
      StopReason reason = train(machine, model, progress, keeper, cancelled);
      return new TrainingResult(
          classifier(model),
          progress.history(),
          progress.best(),
          keeper.latest(),
          keeper.best(progress),
          keeper.unsaved(),
          reason);
    }
  }

  private Machine machine() {
    return devices == null
        ? new OneDevice(config, graphs, backend)
        : new SeveralDevices(config, devices, provider);
  }

  private void requireMemory() {
    boolean copies = devices != null || config.updates().averageDecay() > 0;
    long validating = validation == null ? 0 : MemoryCheck.validationBytes(validation, copies);
    int batchSize = config.batchSize();
    if (devices == null) {
      long bytes = MemoryCheck.trainingBytes(graphs) + validating;
      MemoryCheck.require(backend, batchSize, bytes, bytes, pipelineBytes());
    } else {
      MemoryCheck.require(
          backend,
          batchSize,
          devices.estimatedBytesOfAll() + validating,
          devices.estimatedBytes(validating),
          pipelineBytes() + devices.estimatedExchangeBytes());
    }
  }

  private StopReason train(
      Machine machine,
      ModelState model,
      Progress progress,
      CheckpointKeeper keeper,
      BooleanSupplier cancelled)
      throws InterruptedException {
    Validator validator = validator(machine, model);
    audience.onStart(memory(machine, validator));
    if (progress.epoch() >= config.epochs() || progress.stoppedBy(config.earlyStop())) {
      return progress.epoch() >= config.epochs() ? StopReason.COMPLETED : StopReason.EARLY_STOP;
    }
    if (cancelled.getAsBoolean()) {
      return StopReason.CANCELLED; // the statistics may be incomplete: nothing is written
    }
    StepRunner runner = machine.runner();
    LoaderOptions options =
        LoaderOptions.training(config.batchSize(), config.seed())
            .order(config.order())
            .threads(config.execution().loaderThreads())
            .startingAt(progress.epoch(), progress.batch())
            .endingAt(config.epochs());
    try (BatchLoader loader =
        new BatchLoader(data.training(), model.preparer().forTraining(), options)) {
      return new TrainingLoop(config, runner, validator, keeper, audience, progress, cancelled)
          .run(loader);
    }
  }

  private @Nullable Validator validator(Machine machine, ModelState model) {
    return validation == null || data.validation() == null
        ? null
        : new Validator(
            config, data.validation(), model, validation, backend, machine.sharedStore());
  }

  private Classifier classifier(ModelState model) {
    Execution execution = config.execution();
    ServedModel served =
        new ServedModel(
            network, config.model().pipeline(), model.statistics(), config.data().classNames());
    ClassifierOptions options =
        ClassifierOptions.defaults().backend(backend.name()).classLoader(execution.classLoader());
    ComputePool pool = execution.computePool();
    return ClassifierFactory.create(
        served,
        backend,
        model::exportWeights,
        pool == null ? options.threads(execution.threads()) : options.computePool(pool));
  }

  private MemoryReport memory(Machine machine, @Nullable Validator validator) {
    return new MemoryReport(
        machine.tensorBytes(),
        machine.planBytes() + (validator == null ? 0 : validator.memoryBytes()),
        pipelineBytes() + machine.exchangeBytes(),
        backend.name(),
        Runtime.getRuntime().maxMemory(),
        machine.deviceBytes());
  }

  private long pipelineBytes() {
    int slots = LoaderOptions.training(config.batchSize(), config.seed()).slots();
    if (config.validation() != null) {
      slots += LoaderOptions.evaluation(config.batchSize()).slots();
    }
    return Float.BYTES * (long) slots * config.batchSize() * network.input().elements()
        + RunData.cachedBytes(config);
  }
}
