package dev.alexandrite.core.checkpoint;

import dev.alexandrite.model.AuxiliaryHead;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Node;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * A network as a checkpoint holds it, so that a classifier loads without the code that built it.
 *
 * @param name the network's name
 * @param input the shape of one example
 * @param nodes every node after the nodes it reads
 * @param output the node whose output is the network's
 * @param auxiliaryHeads where losses are added in training
 */
public record NetworkForm(
    String name, Shape input, List<Node> nodes, String output, List<AuxiliaryHead> auxiliaryHeads) {
  /** Copies the lists. */
  public NetworkForm {
    nodes = List.copyOf(nodes);
    auxiliaryHeads = List.copyOf(auxiliaryHeads);
  }

  /**
   * A network of before there were auxiliary heads.
   *
   * @param name the network's name
   * @param input the shape of one example
   * @param nodes every node after the nodes it reads
   * @param output the node whose output is the network's
   */
  public NetworkForm(String name, Shape input, List<Node> nodes, String output) {
    this(name, input, nodes, output, List.of());
  }

  /**
   * The form of a network.
   *
   * @param network the network
   * @return what a checkpoint holds of it
   */
  public static NetworkForm of(Network network) {
    return new NetworkForm(
        network.name(),
        network.input(),
        network.nodes(),
        network.output(),
        network.auxiliaryHeads());
  }

  /**
   * Builds the network again, with all checks.
   *
   * @return the network
   */
  public Network build() {
    NetworkBuilder builder = Network.builder(name, input);
    for (Node node : nodes) {
      String[] inputs = node.inputs().toArray(String[]::new);
      if (node.ownsParameters()) {
        builder.add(node.name(), node.layer(), inputs);
      } else {
        builder.shared(node.name(), node.layer(), node.parametersOf(), inputs);
      }
    }
    auxiliaryHeads.forEach(head -> builder.auxiliary(head.node(), head.weight()));
    return builder.output(output).build();
  }
}
