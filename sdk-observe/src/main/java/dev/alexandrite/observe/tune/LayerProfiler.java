package dev.alexandrite.observe.tune;

import dev.alexandrite.Engines;
import dev.alexandrite.TrainingException;
import dev.alexandrite.core.profile.TimedNetwork;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.train.Execution;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.Sgd;
import java.util.Optional;

/**
 * Measures where the time of a network goes, layer by layer, and how near each layer is to what the
 * machine can do at most.
 *
 * <pre>{@code
 * LayerProfile profile = LayerProfiler.of(AlexNet.torchvision().build()).batch(32).run();
 * System.out.println(profile.table());
 * }</pre>
 *
 * <p>The network is planned as the trainer or a classifier plans it, with initial weights and a
 * batch of noise. Steps are repeated, the roofs are measured between them, and every number is the
 * median of the repetitions, but for the roofs, of which the highest reading counts. Immutable;
 * settings are changed by copies.
 */
public final class LayerProfiler {
  private static final Settings DEFAULTS =
      new Settings(
          64,
          true,
          9,
          3,
          Sgd.paper(0.01).momentum(0.9).weightDecay(5e-4),
          Execution.AUTO,
          Runtime.getRuntime().availableProcessors(),
          Engines.apiLoader());

  private final Network network;
  private final Settings settings;

  private record Settings(
      int batch,
      boolean training,
      int runs,
      int warmUp,
      Optimizer optimizer,
      String backend,
      int threads,
      ClassLoader classLoader) {
    Settings {
      atLeast("batch", 1, batch);
      atLeast("runs", 1, runs);
      atLeast("warmUp", 0, warmUp);
      atLeast("threads", 1, threads);
    }

    private static void atLeast(String option, int least, int found) {
      if (found < least) {
        throw new TrainingException(
            "layer profiler: " + option + " must be at least " + least + ", found " + found);
      }
    }
  }

  private LayerProfiler(Network network, Settings settings) {
    this.network = network;
    this.settings = settings;
  }

  /**
   * A profiler of a network.
   *
   * @param model the network; its input pipeline does not matter
   * @return the profiler: training with momentum, batches of 64, nine runs, the best backend
   */
  public static LayerProfiler of(Model model) {
    return new LayerProfiler(model.network(), DEFAULTS);
  }

  /**
   * Sets the batch size.
   *
   * @param images at least 1; 64 by default
   * @return a changed copy
   * @throws TrainingException if there are fewer
   */
  public LayerProfiler batch(int images) {
    Settings s = settings;
    return with(
        new Settings(
            images,
            s.training,
            s.runs,
            s.warmUp,
            s.optimizer,
            s.backend,
            s.threads,
            s.classLoader));
  }

  /**
   * Sets whether training steps or classifications are measured.
   *
   * @param steps true, the default, for forward pass, loss, backward pass and update; false for the
   *     forward pass after training
   * @return a changed copy
   */
  public LayerProfiler training(boolean steps) {
    Settings s = settings;
    return with(
        new Settings(
            s.batch, steps, s.runs, s.warmUp, s.optimizer, s.backend, s.threads, s.classLoader));
  }

  /**
   * Sets how often everything is measured.
   *
   * @param count at least 1; 9 by default
   * @param before runs before, of which none counts, 0 or more; 3 by default
   * @return a changed copy
   * @throws TrainingException if they are out of range
   */
  public LayerProfiler runs(int count, int before) {
    Settings s = settings;
    return with(
        new Settings(
            s.batch, s.training, count, before, s.optimizer, s.backend, s.threads, s.classLoader));
  }

  /**
   * Sets the update rule of training steps.
   *
   * @param rule SGD with momentum and decay by default
   * @return a changed copy
   */
  public LayerProfiler optimizer(Optimizer rule) {
    Settings s = settings;
    return with(
        new Settings(
            s.batch, s.training, s.runs, s.warmUp, rule, s.backend, s.threads, s.classLoader));
  }

  /**
   * Sets the backend.
   *
   * @param name such as {@code cpu}, or {@code auto}, the default
   * @return a changed copy
   */
  public LayerProfiler backend(String name) {
    Settings s = settings;
    return with(
        new Settings(
            s.batch, s.training, s.runs, s.warmUp, s.optimizer, name, s.threads, s.classLoader));
  }

  /**
   * Sets the computing threads.
   *
   * @param count at least 1; one a processor by default
   * @return a changed copy
   * @throws TrainingException if there are fewer
   */
  public LayerProfiler threads(int count) {
    Settings s = settings;
    return with(
        new Settings(
            s.batch, s.training, s.runs, s.warmUp, s.optimizer, s.backend, count, s.classLoader));
  }

  /**
   * Sets where backends are looked for.
   *
   * @param loader that of the api by default
   * @return a changed copy
   */
  public LayerProfiler classLoader(ClassLoader loader) {
    Settings s = settings;
    return with(
        new Settings(
            s.batch, s.training, s.runs, s.warmUp, s.optimizer, s.backend, s.threads, loader));
  }

  private LayerProfiler with(Settings changed) {
    return new LayerProfiler(network, changed);
  }

  /**
   * Measures. It takes the time of as many steps, and some tenths of a second for the roofs.
   *
   * @return what was measured
   * @throws TrainingException if the heap is too small
   * @throws dev.alexandrite.BackendException if the backend is unknown or unavailable
   */
  public LayerProfile run() {
    TimedNetwork.Place place =
        new TimedNetwork.Place(settings.backend, settings.threads, settings.classLoader);
    try (TimedNetwork timed =
            settings.training
                ? TimedNetwork.training(network, settings.optimizer, settings.batch, place)
                : TimedNetwork.inference(network, settings.batch, place);
        Roofs roofs = Roofs.open(timed.onProcessors(), settings.threads, settings.classLoader)) {
      for (int i = 0; i < settings.warmUp; i++) {
        timed.run();
        roofs.read();
      }
      roofs.forget();
      double[][] seconds = new double[settings.runs][];
      for (int i = 0; i < settings.runs; i++) {
        roofs.read();
        seconds[i] = timed.run();
      }
      return profile(timed, roofs, seconds);
    }
  }

  private LayerProfile profile(TimedNetwork timed, Roofs roofs, double[][] seconds) {
    Optional<MachineRoof> roof = roofs.highest();
    TimedSteps steps = new TimedSteps(timed.operators(), seconds, roof);
    return new LayerProfile(
        network.name(),
        timed.backend(),
        settings.batch,
        settings.training,
        settings.runs,
        steps.median(),
        steps.layers(network),
        steps.operators(),
        roof,
        roofs.note());
  }
}
