package dev.alexandrite.examples;

import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.train.Trainer;
import java.io.PrintStream;

/**
 * A backend of one's own: {@link MeteredBackend} passes everything on to another backend and
 * measures how long each kind of operator took.
 *
 * <pre>
 * examples/run CustomBackend
 * examples/run CustomBackend --help
 * </pre>
 *
 * <p>It is found by its name, {@code metered}, because {@code META-INF/services} names its
 * provider; its rank keeps it out of the automatic choice. Expected output, some seconds: a line
 * for each kind of operator, the slowest first.
 *
 * <pre>
 * metered backend over cpu:
 *   ConvolutionOp.WeightGradient     1234.5 ms      100 runs
 *   ...
 * RESULT backend=metered loss=2.xxx
 * </pre>
 */
public final class CustomBackend {
  private CustomBackend() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        CustomBackend.class,
        "A backend of one's own: MeteredBackend passes everything on to another backend and"
            + " measures how long each kind of operator took.",
        CustomBackend::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    int images = options.integer("images", 640, "how many images are drawn");
    int epochs = options.integer("epochs", 2, "passes over the images");
    int batch = options.integer("batch", 64, "images of a step");
    options.complete();

    var result =
        Trainer.of(AlexNet.tiny().build())
            .data(DrawnShapes.of(images, 32, 1))
            .epochs(epochs)
            .batchSize(batch)
            .backend(MeteredBackendProvider.NAME)
            .fit();
    result.close();
    double loss = result.history().getLast().trainLoss();
    out.println(Text.format("RESULT backend=%s loss=%.3f", MeteredBackendProvider.NAME, loss));
  }
}
