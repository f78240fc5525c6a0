package dev.alexandrite.interop.caffe;

import dev.alexandrite.model.Layer;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.List;

/**
 * Where a layer is built: its name in the network, the nodes that it reads, and the builder.
 *
 * @param notes takes what a user should know
 */
record Site(
    NetworkBuilder net, CaffeLayer layer, String node, List<String> inputs, List<String> notes) {
  /** The only input. */
  String input() {
    layer.require(inputs.size() == 1, "it reads " + inputs.size() + " blobs, expected one");
    return inputs.getFirst();
  }

  Shape shape(String input) {
    return net.shape(input);
  }

  /** Adds the node of the layer's name. */
  String add(Layer built, String... reads) {
    net.add(node, built, reads);
    return node;
  }

  /** Adds a node on the way to it. */
  String part(String part, Layer built, String... reads) {
    String name = node + "/" + part;
    net.add(name, built, reads);
    return name;
  }

  String unary(String part, UnaryFunction function, String read) {
    return part(part, dev.alexandrite.model.Unary.of(function), read);
  }
}
