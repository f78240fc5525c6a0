package dev.alexandrite.examples;

import dev.alexandrite.model.AlexNetBuilder;
import dev.alexandrite.train.ScalingEstimate;
import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * Estimates how fast a network would train on 1 to 64 devices, by arithmetic alone.
 *
 * <pre>
 * examples/run Scaling
 * examples/run Scaling --preset paper --batch 1024 --speed 2000 --link 12e9
 * examples/run Scaling --help
 * </pre>
 *
 * <p>Expected output: one line for each scheme and number of devices that can divide the network,
 * with what a device sends in a step and the images per second of all devices together.
 */
public final class Scaling {
  private Scaling() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        Scaling.class,
        "Estimates how fast a network would train on 1 to 64 devices, by arithmetic alone.",
        Scaling::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    Supplier<AlexNetBuilder> preset =
        options.choice("preset", "torchvision", TrainAlexNet.PRESETS, "the network");
    int batch = options.integer("batch", 128, "images of a batch, all devices together");
    double speed = options.number("speed", 90, "images per second of one device in training");
    double link = options.number("link", 1e9, "bytes per second of each device's link");
    options.complete();
    for (ScalingEstimate estimate : ScalingEstimate.of(preset.get().build(), batch, speed, link)) {
      out.println(estimate);
    }
  }
}
