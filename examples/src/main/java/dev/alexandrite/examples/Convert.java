package dev.alexandrite.examples;

import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Converts a model from the format of one tool to that of another.
 *
 * <pre>
 * examples/run Convert --from runs/TrainAlexNet/001 --to net.onnx
 * examples/run Convert --from alexnet.pth --net torchvision --to alexnet.safetensors
 * examples/run Convert --from deploy.prototxt --weights net.caffemodel --to net.onnx
 * examples/run Convert --help
 * </pre>
 *
 * <p>Expected output: how the file was understood, and
 *
 * <pre>
 * RESULT network=alexnet-tiny tensors=16 written=net.onnx
 * </pre>
 */
public final class Convert {
  private Convert() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        Convert.class,
        "Converts a model from the format of one tool to that of another.",
        Convert::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    ModelOptions from = ModelOptions.read("from", options);
    Optional<Path> to = options.path("to", "a name that ends with .onnx or .safetensors");
    options.complete();
    Path target =
        to.orElseThrow(() -> new OptionException("--to FILE is needed; --help lists the options"));

    try (PretrainedModel model = from.load(out)) {
      Models.save(model, target);
      out.println(
          Text.format(
              "RESULT network=%s tensors=%d written=%s",
              model.recipe().network().name(), model.report().taken().size(), target));
    }
  }
}
