package dev.alexandrite.examples;

import dev.alexandrite.observe.tune.LearningRateCurve;
import dev.alexandrite.observe.tune.LearningRateFinder;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Finds a learning rate by a range test, and draws the loss over the rate.
 *
 * <pre>
 * examples/run FindLearningRate
 * examples/run FindLearningRate --data DIR --preset torchvision --steps 200
 * examples/run FindLearningRate --help
 * </pre>
 *
 * <p>Expected output:
 *
 * <pre>
 * learning rate: steepest 0.000xx, minimum / 10 0.00xx (300 steps, ...)
 * RESULT steepest=... minimum/10=... chart=runs/FindLearningRate/rates.svg
 * </pre>
 */
public final class FindLearningRate {
  private FindLearningRate() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        FindLearningRate.class,
        "Finds a learning rate by a range test, and draws the loss over the rate.",
        FindLearningRate::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    TunedRun run = TunedRun.read(options);
    Trainer trainer =
        run.trainer()
            .batchSize(options.integer("batch", 64, "images of a step"))
            .optimizer(
                Sgd.paper(0.01)
                    .momentum(0.9)
                    .weightDecay(options.number("decay", 5e-4, "weight decay")));
    LearningRateFinder finder =
        LearningRateFinder.of(trainer)
            .range(
                options.number("from", 1e-5, "the first rate"),
                options.number("to", 3, "the last rate"))
            .steps(options.integer("steps", 300, "from the first rate to the last"));
    Path folder =
        options.path("out", "where chart and table go").orElse(Path.of("runs", "FindLearningRate"));
    options.complete();

    LearningRateCurve curve = finder.find();
    out.println(curve);
    Path chart = folder.resolve("rates.svg");
    try {
      curve.writeChart(chart);
      curve.writeCsv(folder.resolve("rates.csv"));
    } catch (IOException e) {
      throw new OptionException("--out " + folder + " cannot be written: " + e);
    }
    out.println(
        Text.format(
            "RESULT steepest=%.2g minimum/10=%.2g chart=%s",
            curve.steepest().orElse(Double.NaN), curve.minimumTenth().orElse(Double.NaN), chart));
  }
}
