package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.TensorRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes of a network that is being built; a builder and those of its composites share one. */
final class GraphDraft {
  private final String name;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final List<AuxiliaryHead> auxiliaries = new ArrayList<>();
  private @Nullable String output;

  GraphDraft(String name, Shape input) {
    this.name = name;
    shapes.put(Network.INPUT, input);
    taken.add(Network.INPUT);
  }

  /** Adds a node whose inputs and owner are resolved names; returns its name. */
  String add(String node, Layer layer, List<String> inputs, String owner) {
    reserve(node);
    Node ownerNode = nodes.get(owner);
    String root = ownerNode == null ? owner : ownerNode.parametersOf();
    nodes.put(node, new Node(node, layer, inputs, root));
    return node;
  }

  void reserve(String node) {
    Require.that(
        !node.isBlank() && !node.endsWith("/"), node, "a layer needs a name that is not blank");
    for (TensorRole role : TensorRole.values()) {
      Require.that(
          !role.owns(node),
          node,
          "names that begin with '"
              + role.prefix()
              + "' are those of tensors that belong to training; give the composite or layer"
              + " another name");
    }
    Require.that(
        taken.add(node),
        node,
        "the name is taken in network '" + name + "'; names are unique, choose another");
  }

  void alias(String composite, String output) {
    aliases.put(composite, output);
  }

  /**
   * Finds a node by its name within a composite or, failing that, in the whole network.
   *
   * @param culprit who refers to it, for the message
   */
  String resolve(String culprit, String prefix, String reference) {
    for (String candidate : List.of(prefix + reference, reference)) {
      String resolved = aliases.getOrDefault(candidate, candidate);
      if (nodes.containsKey(resolved) || resolved.equals(Network.INPUT)) {
        return resolved;
      }
    }
    throw new InvalidModelException(
        culprit
            + ": there is no layer '"
            + reference
            + "' before it in network '"
            + name
            + "'; expected one of "
            + Network.INPUT
            + " and "
            + nodes.keySet());
  }

  void output(String node) {
    Require.that(
        output == null,
        node,
        "it cannot be the output, because '" + output + "' is; call output() once");
    output = node;
  }

  void auxiliary(String node, double weight) {
    Require.that(
        weight > 0 && Double.isFinite(weight),
        node,
        "the weight of an auxiliary head's loss must be positive, found " + weight);
    Require.that(
        auxiliaries.stream().noneMatch(head -> head.node().equals(node)),
        node,
        "it is an auxiliary head already; call auxiliary() once");
    auxiliaries.add(new AuxiliaryHead(node, weight));
  }

  /** The shape of a node's output; build() asks in order, so that the inputs are known already. */
  Shape shape(String node) {
    Shape known = shapes.get(node);
    if (known != null) {
      return known;
    }
    Node target = nodes.get(node);
    if (target == null) {
      throw new IllegalStateException(node + " was resolved but is not in the graph");
    }
    Shape shape = target.layer().infer(node, target.inputs().stream().map(this::shape).toList());
    shapes.put(node, shape);
    return shape;
  }

  Network build() {
    if (nodes.isEmpty()) {
      throw new InvalidModelException(
          "network '" + name + "' has no layers; add at least one before build()");
    }
    List<Node> order = new ArrayList<>(nodes.values());
    order.forEach(node -> shape(node.name()));
    order.forEach(this::requireSameParameters);
    String result = output == null ? order.getLast().name() : output;
    requireAllUsed(order, result);
    requireReadsInput(order, result);
    requireSameClasses(result);
    return new Network(name, order, result, auxiliaries, shapes);
  }

  private void requireSameParameters(Node node) {
    Node owner = nodes.get(node.parametersOf());
    if (owner == null) {
      throw Require.invalid(
          node.name(), "it cannot share the parameters of '" + node.parametersOf() + "'");
    }
    List<Shape> own = parameterShapes(node);
    List<Shape> shared = parameterShapes(owner);
    Require.that(
        own.equals(shared),
        node.name(),
        "it shares the parameters of '"
            + owner.name()
            + "', which are "
            + shared
            + ", but needs "
            + own
            + "; give both the same layer and input channels");
  }

  private List<Shape> parameterShapes(Node node) {
    List<Shape> inputs = node.inputs().stream().map(this::shape).toList();
    List<ParameterSpec> all = new ArrayList<>(node.layer().parameters(node.name(), inputs));
    all.addAll(node.layer().state(node.name(), inputs));
    return all.stream().map(ParameterSpec::shape).toList();
  }

  /** One label is compared with all logits of an example. */
  private void requireSameClasses(String result) {
    Shape logits = shape(result);
    for (AuxiliaryHead head : auxiliaries) {
      Require.that(
          !head.node().equals(result),
          head.node(),
          "it is the output of network '"
              + name
              + "' and cannot be an auxiliary head as well; name the output by output(...)");
      Shape found = shape(head.node());
      Require.that(
          found.equals(logits),
          head.node(),
          "an auxiliary head has as many logits as the network's output '"
              + result
              + "', "
              + logits
              + ", found "
              + found);
    }
  }

  /** Otherwise every example would have the same answer. */
  private void requireReadsInput(List<Node> order, String result) {
    Set<String> reading = new HashSet<>(Set.of(Network.INPUT));
    for (Node node : order) {
      if (node.inputs().stream().anyMatch(reading::contains)) {
        reading.add(node.name());
      }
    }
    Require.that(
        reading.contains(result),
        result,
        "it is the output of network '" + name + "', but does not depend on its input");
  }

  private void requireAllUsed(List<Node> order, String result) {
    Set<String> used = new HashSet<>();
    used.add(result);
    auxiliaries.forEach(head -> used.add(head.node()));
    order.forEach(node -> used.addAll(node.inputs()));
    for (Node node : order) {
      Require.that(
          used.contains(node.name()),
          node.name(),
          "its output is never used in network '"
              + name
              + "', whose output is '"
              + result
              + "'; remove the layer or connect it");
    }
  }
}
