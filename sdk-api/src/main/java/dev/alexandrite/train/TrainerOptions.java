package dev.alexandrite.train;

import dev.alexandrite.ComputePool;
import dev.alexandrite.Engines;
import dev.alexandrite.checkpoint.CheckpointEngine;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Order;
import dev.alexandrite.data.Sampling;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a {@link Trainer} has been told so far, and the checks that need more than one option. */
final class TrainerOptions {
  private final Set<String> chosen = new HashSet<>();
  private final Model model;
  private final List<Metric> metrics = new ArrayList<>();
  final List<TrainingListener> listeners = new ArrayList<>();
  @Nullable Dataset data;
  @Nullable Dataset validation;
  int epochs = 10;
  int batchSize = 64;
  long seed = 1;
  Order order = Order.SHUFFLED;
  Sampling sampling = Sampling.once();
  Optimizer optimizer = Sgd.paper(0.01).momentum(0.9).weightDecay(5e-4);
  Schedule schedule = Schedules.constant();
  Objective objective = new Objective(null, 0, List.of(), null);
  UpdateOptions updates = new UpdateOptions(1, 0, 0, 0);
  @Nullable EarlyStop earlyStop;
  @Nullable Path checkpoints;
  long checkpointEvery;
  int keepCheckpoints = 2;
  @Nullable Path initialCheckpoint;
  @Nullable WeightSource initialSource;
  WeightRule initialRule = WeightRule.exact();
  @Nullable InitialWeights initialMomentum;
  String backend = Execution.AUTO;
  int threads = Runtime.getRuntime().availableProcessors();
  @Nullable ComputePool computePool;
  int loaderThreads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  long cacheBytes;
  ClassLoader classLoader = Engines.apiLoader();
  Devices devices = Devices.of(1);
  Parallelism parallelism = Parallelism.DATA;

  TrainerOptions(Model model) {
    this.model = model;
  }

  /** Takes a recipe's settings as defaults: each can still be set. */
  void begin(TrainingRecipe recipe) {
    epochs = recipe.epochs();
    batchSize = recipe.batchSize();
    optimizer = recipe.optimizer();
    schedule = recipe.schedule();
    objective = new Objective(null, recipe.labelSmoothing(), List.of(), recipe.mixing());
    updates = new UpdateOptions(1, 0, 0, recipe.averageDecay());
  }

  /** Notes that an option is set, and refuses the second time. */
  void once(String option) {
    if (!chosen.add(option)) {
      throw Checks.wrong(option + " is set twice; remove one of the calls");
    }
  }

  /** Notes that an option is set to an object. */
  <T> T given(String option, T value) {
    once(option);
    return Objects.requireNonNull(value, option);
  }

  /** Refuses an option that does not go with another one. */
  void excludes(String option, String other, String reason) {
    if (chosen.contains(option) && chosen.contains(other)) {
      throw Checks.wrong(
          option + " and " + other + " are both set, but " + reason + "; remove one of the calls");
    }
  }

  /** By what the layers to freeze are found. */
  FrozenLayers frozenLayers() {
    return new FrozenLayers(model.network());
  }

  /** Refuses momentum for an optimiser that has none. */
  void requireMomentum() {
    if (initialMomentum != null && !(optimizer instanceof Sgd sgd && sgd.momentum() > 0)) {
      throw Checks.wrong(
          "initialMomentum is set, but the optimizer is "
              + optimizer
              + ", which has no momentum; choose Sgd with momentum(0.9), or remove one of the"
              + " calls");
    }
  }

  /** Notes that an option is set to a positive number. */
  int count(String option, int value) {
    return Math.toIntExact(count(option, (long) value));
  }

  /** Notes that an option is set to a positive number. */
  long count(String option, long value) {
    once(option);
    Checks.atLeast(option, 1, value);
    return value;
  }

  void add(Metric metric) {
    if (metrics.stream().anyMatch(other -> other.name().equals(metric.name()))) {
      throw Checks.wrong("two metrics are called " + metric.name() + ": give one another name()");
    }
    metrics.add(metric);
  }

  RunLauncher launcher() {
    return new RunLauncher(config(), chosen.contains("stopOnInterrupt"));
  }

  TrainingConfig config() {
    if (data == null) {
      throw Checks.wrong("there is no training data: call data(...) before fit()");
    }
    TaskCheck task = new TaskCheck(data.task());
    task.objective(objective);
    task.metrics(metrics);
    if (earlyStop != null) {
      requireMeasured("earlyStop", earlyStop.monitor());
      task.monitor("earlyStop", earlyStop.monitor());
    }
    schedule
        .watched()
        .ifPresent(
            monitor -> {
              requireMeasured("schedule", monitor);
              task.monitor("schedule", monitor);
            });
    return new TrainingConfig(
        model,
        data,
        validation,
        epochs,
        batchSize,
        seed,
        order,
        sampling,
        optimizer,
        schedule,
        objective,
        updates,
        earlyStop,
        checkpointPolicy(),
        initialWeights(),
        initialMomentum,
        metrics,
        listeners,
        new Execution(
            backend,
            threads,
            computePool,
            loaderThreads,
            cacheBytes,
            classLoader,
            devices,
            parallelism,
            chosen.contains("recompute")));
  }

  private void requireMeasured(String option, Monitor monitor) {
    if (monitor.needsValidation() && validation == null) {
      throw Checks.wrong(
          option
              + " watches "
              + monitor
              + ", but there is no validation data: call validation(...) as well, or watch"
              + " Monitor.trainingLoss()");
    }
    monitor
        .metric()
        .filter(key -> metrics.stream().noneMatch(metric -> metric.name().equals(key)))
        .ifPresent(
            key -> {
              throw Checks.wrong(
                  option
                      + " watches the metric "
                      + key
                      + ", which the run does not measure: call metric(...) with it as well");
            });
  }

  private @Nullable InitialWeights initialWeights() {
    WeightSource source = initialSource;
    if (initialCheckpoint != null) {
      source = Engines.load(CheckpointEngine.class, classLoader).weights(initialCheckpoint);
    }
    return source == null ? null : new InitialWeights(source, initialRule);
  }

  private @Nullable CheckpointPolicy checkpointPolicy() {
    if (checkpoints != null) {
      return new CheckpointPolicy(
          checkpoints, checkpointEvery, keepCheckpoints, chosen.contains("resume"));
    }
    for (String option : List.of("checkpointEvery", "keepCheckpoints", "resume")) {
      if (chosen.contains(option)) {
        throw Checks.wrong(option + " needs a folder: call checkpoints(dir) as well");
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return "network " + model.network().name();
  }
}
