package dev.alexandrite.examples;

import dev.alexandrite.model.Model;
import dev.alexandrite.observe.tune.LayerProfile;
import dev.alexandrite.observe.tune.LayerProfiler;
import dev.alexandrite.train.Execution;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Measures where the time of a network goes, layer by layer, beside what the machine can do at
 * most.
 *
 * <pre>
 * examples/run ProfileLayers
 * examples/run ProfileLayers --net torchvision --batch 1 --classify
 * examples/run ProfileLayers --help
 * </pre>
 *
 * <p>Expected output: a table of the layers with milliseconds, GFLOP/s and the share of the roof,
 * and at the end
 *
 * <pre>
 * RESULT ms=... imagesPerSecond=... picture=runs/ProfileLayers/layers.svg
 * </pre>
 */
public final class ProfileLayers {
  private ProfileLayers() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        ProfileLayers.class,
        "Measures where the time of a network goes, layer by layer, beside what the machine can do"
            + " at most.",
        ProfileLayers::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    Supplier<Model> net = options.choice("net", "tiny", Nets.BY_NAME, "the network");
    LayerProfiler profiler =
        LayerProfiler.of(net.get())
            .batch(options.integer("batch", 64, "images of a step"))
            .training(!options.flag("classify", "measures classification in place of training"))
            .runs(
                options.integer("runs", 9, "measured steps, of which the median counts"),
                options.integer("warm-up", 3, "steps before"))
            .backend(
                options.text(
                    "backend", Execution.AUTO, "what computes: auto, cpu, scalar, cuda or nd4j"))
            .threads(
                options.integer(
                    "threads",
                    Runtime.getRuntime().availableProcessors(),
                    "how many threads compute"));
    Path folder =
        options.path("out", "where the picture goes").orElse(Path.of("runs", "ProfileLayers"));
    options.complete();

    LayerProfile profile = profiler.run();
    out.print(profile.table());
    Path picture = folder.resolve("layers.svg");
    try {
      profile.writePicture(picture);
    } catch (IOException e) {
      throw new OptionException("--out " + folder + " cannot be written: " + e);
    }
    out.println(
        Text.format(
            "RESULT ms=%.2f imagesPerSecond=%.1f picture=%s",
            1e3 * profile.seconds(), profile.imagesPerSecond(), picture));
  }
}
