package dev.alexandrite.core.plan;

import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.Add;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Concat;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.LayerNorm;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.Softmax;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.WeightForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the nodes of a network into operators, in order, and keeps for each the rule that rewrites
 * it into its gradient. A ReLU that alone consumes a convolution or a linear layer is computed by
 * that operator.
 */
final class Lowering {
  private final Network network;
  private final GraphSketch graph;
  private final boolean training;
  private final WeightForm form;
  private final Division division;
  private final Map<String, Integer> outputs = new HashMap<>();
  private final List<Lowered> tape = new ArrayList<>();

  /** One lowered node: its place on the tape that the gradient reads backwards. */
  record Lowered(Node node, List<Integer> inputs, int output, GradientRule gradient) {}

  private Lowering(
      Network network, GraphSketch graph, boolean training, WeightForm form, Division division) {
    this.network = network;
    this.graph = graph;
    this.training = training;
    this.form = form;
    this.division = division;
  }

  static Lowering forTraining(Network network, GraphSketch graph, Division division) {
    return new Lowering(network, graph, true, WeightForm.FLOAT32, division);
  }

  static Lowering forInference(Network network, GraphSketch graph, WeightForm form) {
    return new Lowering(network, graph, false, form, Division.NONE);
  }

  /** Lowers every node and returns the value of the network's output. */
  int lower(int input) {
    outputs.put(Network.INPUT, input);
    List<Node> nodes = network.nodes();
    for (int number = 0; number < nodes.size(); number++) {
      lower(nodes.get(number), division.firstNode() + number);
    }
    Integer output = outputs.get(network.output());
    if (output == null) {
      throw new IllegalStateException("network has no node " + network.output());
    }
    return output;
  }

  List<Lowered> tape() {
    return tape;
  }

  private void lower(Node node, int number) {
    if (outputs.containsKey(node.name())) {
      return; // computed by its producer
    }
    List<Integer> inputs = node.inputs().stream().map(this::output).toList();
    Node relu = fusedRelu(node);
    String name = relu == null ? node.name() : relu.name();
    int output = graph.batched(name, network.shape(node.name()));
    outputs.put(node.name(), output);
    outputs.put(name, output);
    Activation activation = relu == null ? Activation.NONE : Activation.RELU;
    NodeSite site = new NodeSite(graph, network, node, inputs, output, activation, training, form);
    tape.add(new Lowered(node, inputs, output, lower(site, number)));
  }

  private GradientRule lower(NodeSite site, int number) {
    return switch (site.node().layer()) {
      case Conv2d layer -> ConvolutionLowering.lower(site, layer);
      case LocallyConnected layer -> ConvolutionLowering.lower(site, layer);
      case Linear layer -> LinearLowering.lower(site, layer);
      case MaxPool layer -> PoolingLowering.lower(site, layer);
      case AveragePool layer -> PoolingLowering.lower(site, layer);
      case LocalResponseNorm layer -> NormalizationLowering.lower(site, layer);
      case BatchNorm layer -> NormalizationLowering.lower(site, layer);
      case LayerNorm layer -> NormalizationLowering.lower(site, layer);
      case ActivationLayer layer -> PointwiseLowering.lower(site, layer);
      case Dropout layer -> {
        int first = division.firstElement(site.node().name(), site.inputShape());
        yield PointwiseLowering.lower(site, layer, number, first);
      }
      case Softmax layer -> PointwiseLowering.lower(site, layer);
      case Add layer -> JoinLowering.lower(site, layer);
      case Concat layer -> JoinLowering.lower(site, layer);
      case Flatten layer -> JoinLowering.lower(site, layer);
    };
  }

  private int output(String name) {
    Integer value = outputs.get(name);
    if (value == null) {
      throw new IllegalStateException("node " + name + " is used before it is computed");
    }
    return value;
  }

  /** The ReLU that alone consumes a convolution or linear layer; null if there is none. */
  private @Nullable Node fusedRelu(Node node) {
    boolean canFuse =
        node.layer() instanceof Conv2d
            || node.layer() instanceof LocallyConnected
            || node.layer() instanceof Linear;
    if (!canFuse || node.name().equals(network.output())) {
      return null;
    }
    List<Node> consumers =
        network.nodes().stream().filter(n -> n.inputs().contains(node.name())).toList();
    boolean relu =
        consumers.size() == 1
            && consumers.get(0).layer() instanceof ActivationLayer layer
            && layer.activation() == Activation.RELU;
    return relu ? consumers.get(0) : null;
  }
}
