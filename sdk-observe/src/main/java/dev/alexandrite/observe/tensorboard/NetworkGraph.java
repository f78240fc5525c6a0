package dev.alexandrite.observe.tensorboard;

import dev.alexandrite.SafeText;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A network as a GraphDef (tensorflow/core/framework/graph.proto): a node a layer, with its inputs
 * and the shape of its output, of which the first axis, the batch, is open. TensorBoard folds what
 * is before a slash in a name into a box, which is how composite layers are called here, too.
 */
final class NetworkGraph {
  private static final int OPEN = -1;
  private static final int PRODUCER = 22;

  private final Network network;
  private final Map<String, String> names = new LinkedHashMap<>();

  private NetworkGraph(Network network) {
    this.network = network;
    Set<String> taken = new HashSet<>();
    names.put(Network.INPUT, unique(Network.INPUT, taken));
    network.nodes().forEach(node -> names.put(node.name(), unique(node.name(), taken)));
  }

  static byte[] of(Network network) {
    return new NetworkGraph(network).toMessage().toBytes();
  }

  private Message toMessage() {
    Message graph =
        new Message()
            .message(
                1,
                new Message()
                    .text(1, name(Network.INPUT))
                    .text(2, "Placeholder")
                    .entry(5, "_output_shapes", shapes(network.input())));
    network.nodes().forEach(node -> graph.message(1, node(node)));
    return graph.message(4, new Message().integer(1, PRODUCER));
  }

  private Message node(Node node) {
    Message message = new Message().text(1, name(node.name())).text(2, node.layer().kind());
    node.inputs().forEach(input -> message.text(3, name(input)));
    message
        .entry(5, "_output_shapes", shapes(network.shape(node.name())))
        .entry(5, "layer", text(node.layer().toString()));
    long parameters =
        network.parameters().stream()
            .filter(parameter -> parameter.layer().equals(node.name()))
            .map(ParameterSpec::shape)
            .mapToLong(Shape::elements)
            .sum();
    if (parameters > 0) {
      message.entry(5, "parameters", new Message().integer(3, parameters));
    }
    return message;
  }

  private String name(String node) {
    return names.getOrDefault(node, node);
  }

  /** What TensorFlow allows in a name; two layers are never called alike. */
  private static String unique(String name, Set<String> taken) {
    String allowed = SafeText.of(name).replaceAll("[^A-Za-z0-9_.\\-/]", "_");
    String base = allowed.matches("[A-Za-z0-9.].*") ? allowed : "." + allowed;
    String unique = base;
    for (int i = 1; !taken.add(unique); i++) {
      unique = base + "_" + i;
    }
    return unique;
  }

  /** AttrValue: a list of one shape. */
  private static Message shapes(Shape shape) {
    Message dimensions = new Message().message(2, new Message().integer(1, OPEN));
    shape.dimensions().forEach(size -> dimensions.message(2, new Message().integer(1, size)));
    return new Message().message(1, new Message().message(7, dimensions));
  }

  private static Message text(String text) {
    return new Message().bytes(2, SafeText.of(text).getBytes(StandardCharsets.UTF_8));
  }
}
