package dev.alexandrite.examples;

import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.Model;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

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
    Optional<Path> from =
        options.path(
            "from",
            "ONNX, prototxt, caffemodel, HDF5, safetensors, a state dict of PyTorch, or the folder"
                + " of a checkpoint");
    Optional<Path> weights =
        options.path("weights", "the file of the weights, where --from holds the network alone");
    Optional<Supplier<Model>> net =
        options.choice("net", Nets.BY_NAME, "the network, where --from holds weights alone");
    Optional<Path> mean = options.path("mean", "the mean image, where --from names one");
    Optional<Path> labels =
        options.path("labels", "names of the classes, a line each, or a JSON array");
    Optional<Path> to = options.path("to", "a name that ends with .onnx or .safetensors");
    options.complete();
    Path source = given("from", from);
    Path target = given("to", to);

    LoadOptions load = LoadOptions.defaults();
    if (weights.isPresent()) {
      load = load.weights(weights.get());
    }
    if (net.isPresent()) {
      load = load.model(net.get().get());
    }
    if (mean.isPresent()) {
      load = load.mean(mean.get());
    }
    if (labels.isPresent()) {
      load = load.classNames(ClassLabels.read(labels.get()));
    }
    try (PretrainedModel model = Models.load(source, load)) {
      model.notes().forEach(note -> out.println("note: " + note));
      Models.save(model, target);
      out.println(
          Text.format(
              "RESULT network=%s tensors=%d written=%s",
              model.recipe().network().name(), model.report().taken().size(), target));
    }
  }

  private static Path given(String option, Optional<Path> path) {
    return path.orElseThrow(
        () -> new OptionException("--" + option + " FILE is needed; --help lists the options"));
  }
}
