package dev.alexandrite.observe.explain;

import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Layer;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.model.Softmax;
import dev.alexandrite.tensor.Shape;

/** Where the scores of a network's classes are: its logits, in front of a last softmax. */
final class Score {
  private Score() {}

  /** The layer whose output has a score for each class, in their order. */
  static String layer(Network network) {
    String at = network.output();
    while (!at.equals(Network.INPUT)) {
      Node node = network.node(at);
      if (node.layer() instanceof Softmax softmax && overClasses(network, node, softmax)) {
        return node.inputs().getFirst();
      }
      if (!moves(node.layer())) {
        break;
      }
      at = node.inputs().getFirst();
    }
    return network.output();
  }

  private static boolean overClasses(Network network, Node node, Softmax softmax) {
    Shape shape = network.shape(node.name());
    return shape.get(Math.floorMod(softmax.axis(), shape.rank())) == shape.elements();
  }

  /** Layers that change no number and no order. */
  private static boolean moves(Layer layer) {
    return layer instanceof Flatten || layer instanceof Reshape || layer instanceof Dropout;
  }
}
