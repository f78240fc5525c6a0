package dev.alexandrite.core.plan;

import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WeightForm;
import java.util.List;

/**
 * Where a node is lowered: its values, and the names of its parameters.
 *
 * @param activation computed together with the node
 * @param form how the weights of fully connected layers are kept
 */
record LoweringContext(
    GraphBuilder graph,
    Network network,
    Node node,
    List<Integer> inputs,
    int output,
    Activation activation,
    boolean training,
    WeightForm form) {

  int input() {
    return inputs.get(0);
  }

  Shape inputShape() {
    return graph.shape(input());
  }

  /** The persistent value of the node's n-th parameter; shared nodes name their owner's. */
  int parameter(int index) {
    return persistent(parameters().get(index));
  }

  /** The persistent value of the node's n-th running statistic. */
  int state(int index) {
    List<Shape> shapes = network.inputShapes(node);
    return persistent(node.layer().state(node.parametersOf(), shapes).get(index));
  }

  private List<ParameterSpec> parameters() {
    return node.layer().parameters(node.parametersOf(), network.inputShapes(node));
  }

  private int persistent(ParameterSpec spec) {
    return graph.persistent(spec.name(), spec.shape());
  }

  void step(Op op, List<Integer> from, List<Integer> to) {
    graph.step(node.name(), op, from, to);
  }

  /** A temporary value of the node, with a row an example. */
  int batched(String what, Shape shape) {
    return graph.batched(node.name() + " " + what, shape);
  }

  /** A temporary value of the node, without a batch dimension. */
  int whole(String what, Shape shape) {
    return graph.whole(node.name() + " " + what, shape);
  }

  /** The gradient by the node's sum, given that by its activated output. */
  int beforeActivation(int outputGradient) {
    if (activation == Activation.NONE) {
      return outputGradient;
    }
    int gradient = batched("gradient before activation", graph.shape(output));
    step(
        new ActivationOp.Gradient(graph.shape(output), activation),
        List.of(output, outputGradient),
        List.of(gradient));
    return gradient;
  }
}
