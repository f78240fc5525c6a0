package dev.alexandrite.examples;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes a report of a trained network: curves, classes, confusions, calibration, provenance.
 *
 * <pre>
 * examples/run TrainAlexNet
 * examples/run Report
 * examples/run Report --checkpoint DIR --data DIR --out report.html
 * examples/run Report --help
 * </pre>
 *
 * <p>Expected output: {@code RESULT report=report.html}, the name of an HTML file that needs no
 * other.
 */
public final class Report {
  private static final Path REPORT = Path.of("report.html");
  private static final int DRAWN = 1000;
  private static final long HELD_OUT = ~1L; // TrainAlexNet's own, unless it is given a seed

  private Report() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        Report.class,
        "Writes a report of a trained network: curves, classes, confusions, calibration,"
            + " provenance.",
        Report::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    Optional<Path> given =
        options.path(
            "checkpoint", "a folder of checkpoints, or one of them; TrainAlexNet's last otherwise");
    Optional<Path> data =
        options.path(
            "data",
            "labelled images of its classes, as Evaluate takes them; drawn ones otherwise, if it"
                + " was trained on such");
    Path file = options.path("out", "the HTML file, report.html otherwise").orElse(REPORT);
    options.complete();

    Path folder =
        ClassifyImage.checkpoint(
            given
                .or(TrainAlexNet.RUNS::latest)
                .orElseThrow(
                    () ->
                        new OptionException(
                            "there is no trained network yet: run examples/run TrainAlexNet"
                                + " first, or give one by --checkpoint DIR")));
    dev.alexandrite.observe.report.Report report =
        dev.alexandrite.observe.report.Report.ofCheckpoint(folder);
    Optional<Dataset> images = data.map(Evaluate::images).or(() -> drawn(Checkpoint.open(folder)));
    if (images.isPresent()) {
      report = report.evaluate(images.get());
    } else {
      out.println("without --data DIR there is nothing to evaluate");
    }
    try {
      report.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be written: " + e, e);
    }
    out.println("RESULT report=" + file);
  }

  private static Optional<Dataset> drawn(Checkpoint checkpoint) {
    int pixels = checkpoint.recipe().pipeline().cropHeight();
    return Optional.of(DrawnShapes.of(DRAWN, pixels, HELD_OUT))
        .filter(images -> images.classNames().equals(checkpoint.classNames()));
  }
}
