package dev.alexandrite.examples;

import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.observe.picture.NetworkPicture;
import dev.alexandrite.observe.picture.Pictures;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Draws a network, as SVG and for Markdown pages.
 *
 * <pre>
 * examples/run DrawNetwork
 * examples/run DrawNetwork --net cifarResnet20 --out resnet.svg --mermaid resnet.mmd
 * examples/run DrawNetwork --model squeezenet.onnx
 * examples/run DrawNetwork --help
 * </pre>
 *
 * <p>Expected output: the table of the network's layers, and
 *
 * <pre>
 * RESULT layers=21 parameters=61100840 svg=network.svg
 * </pre>
 */
public final class DrawNetwork {
  private DrawNetwork() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        DrawNetwork.class,
        "Draws a network, as SVG and for Markdown pages.",
        DrawNetwork::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    Path file =
        options.path("out", "the SVG file, network.svg otherwise").orElse(Path.of("network.svg"));
    Optional<Path> mermaid = options.path("mermaid", "a file for the graph in Mermaid's language");
    ModelOptions model = ModelOptions.read(options);
    options.complete();

    Network network = network(model, out);
    NetworkPicture picture = NetworkPicture.of(network);
    try {
      picture.write(file);
      if (mermaid.isPresent()) {
        Pictures.write(picture.mermaid().getBytes(StandardCharsets.UTF_8), mermaid.get());
      }
    } catch (IOException e) {
      throw new OptionException("the picture cannot be written: " + e);
    }
    out.println(network.summary());
    out.println(
        Text.format(
            "RESULT layers=%d parameters=%d svg=%s",
            network.nodes().size(), network.parameterCount(), file));
  }

  /** That of the file, else the one that is named, else torchvision's AlexNet. */
  private static Network network(ModelOptions model, PrintStream out) {
    if (model.file().isPresent()) {
      try (PretrainedModel loaded = model.load(out)) {
        return loaded.recipe().network();
      }
    }
    return model
        .net()
        .<Model>map(net -> net.get())
        .orElseGet(() -> AlexNet.torchvision().build())
        .network();
  }
}
