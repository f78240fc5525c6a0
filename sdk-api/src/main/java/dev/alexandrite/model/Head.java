package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The layer whose outputs are the classes: the last one with parameters on the way to the network's
 * output, a fully connected one or a convolution of 1×1. What follows it, such as a global average
 * and a softmax, has no parameters and keeps one number a class.
 */
final class Head {
  private final Network network;

  private Head(Network network) {
    this.network = network;
  }

  static Node of(Network network) {
    return of(network, network.output());
  }

  private static Node of(Network network, String logits) {
    Head head = new Head(network);
    Node node = network.node(logits);
    while (!(node.layer() instanceof Linear || node.layer() instanceof Conv2d)) {
      node = head.before(node);
    }
    head.requireUsable(node);
    return node;
  }

  private Node before(Node node) {
    boolean passing =
        switch (node.layer()) {
          case ActivationLayer _,
              Dropout _,
              Softmax _,
              Flatten _,
              Reshape _,
              AdaptiveAveragePool _,
              AveragePool _,
              MaxPool _,
              Reduce _,
              Unary _ ->
              true;
          default -> false;
        };
    if (!passing || node.inputs().equals(List.of(Network.INPUT))) {
      throw invalid(
          "comes from layer '"
              + node.name()
              + "' of kind "
              + node.layer().kind()
              + ", which is not the last of one chain behind a linear layer or a convolution of"
              + " 1×1");
    }
    return network.node(node.inputs().getFirst());
  }

  private void requireUsable(Node node) {
    if (node.layer() instanceof Conv2d convolution
        && (convolution.vertical().kernel() != 1 || convolution.horizontal().kernel() != 1)) {
      throw invalid("comes from the convolution '" + node.name() + "', whose window is not 1×1");
    }
    boolean shared =
        network.nodes().stream()
            .anyMatch(
                other ->
                    !other.name().equals(node.name())
                        && (other.parametersOf().equals(node.name()) || !node.ownsParameters()));
    if (shared) {
      throw invalid("comes from layer '" + node.name() + "', which shares its parameters");
    }
  }

  /** The same network with another number of classes. */
  static Network withClasses(Network network, int classes) {
    Node head = of(network);
    Set<String> heads = new HashSet<>(Set.of(head.name()));
    network.auxiliaryHeads().forEach(other -> heads.add(of(network, other.node()).name()));
    if (classes < 1) {
      throw new InvalidModelException(
          "network '" + network.name() + "': withClasses(" + classes + ") has no class");
    }
    NetworkBuilder builder = Network.builder(network.name(), network.input());
    for (Node node : network.nodes()) {
      Layer layer = heads.contains(node.name()) ? sized(node.layer(), classes) : node.layer();
      String[] inputs = node.inputs().toArray(String[]::new);
      if (node.ownsParameters()) {
        builder.add(node.name(), layer, inputs);
      } else {
        builder.shared(node.name(), layer, node.parametersOf(), inputs);
      }
    }
    network.auxiliaryHeads().forEach(other -> builder.auxiliary(other.node(), other.weight()));
    Network changed = builder.output(network.output()).build();
    if (changed.classes() != classes) {
      throw new Head(network)
          .invalid(
              "has "
                  + changed.classes()
                  + " numbers where its layer '"
                  + head.name()
                  + "' has "
                  + classes
                  + " outputs");
    }
    return changed;
  }

  private static Layer sized(Layer head, int classes) {
    return switch (head) {
      case Linear linear -> linear.outputs(classes);
      case Conv2d convolution -> convolution.filters(classes);
      default -> throw new IllegalArgumentException("no head is a " + head.kind());
    };
  }

  private InvalidModelException invalid(String finding) {
    return new InvalidModelException(
        "network '"
            + network.name()
            + "' has no head to replace: its output "
            + finding
            + "; build the network with the classes that are wanted, and leave what differs out by"
            + " WeightRule.except(...)");
  }
}
