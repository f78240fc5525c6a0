package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of a network its output is computed of, without auxiliary heads. */
final class Trunk {
  private Trunk() {}

  static Network of(Network network) {
    if (network.auxiliaryHeads().isEmpty()) {
      return network;
    }
    Set<String> needed = new HashSet<>(Set.of(network.output()));
    for (Node node : network.nodes().reversed()) {
      if (needed.contains(node.name())) {
        needed.addAll(node.inputs());
        needed.add(node.parametersOf());
      }
    }
    List<Node> nodes =
        network.nodes().stream().filter(node -> needed.contains(node.name())).toList();
    Map<String, Shape> shapes = new HashMap<>(Map.of(Network.INPUT, network.input()));
    nodes.forEach(node -> shapes.put(node.name(), network.shape(node.name())));
    return new Network(network.name(), nodes, network.output(), List.of(), shapes);
  }
}
