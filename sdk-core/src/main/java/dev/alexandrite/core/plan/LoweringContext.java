package dev.alexandrite.core.plan;

import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WeightForm;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;

/** Where a node is lowered: its values, and the names of its parameters. */
final class LoweringContext {
  private static final int NONE = -1;

  private final GraphBuilder graph;
  private final Network network;
  private final Node node;
  private final List<Integer> inputs;
  private final Fusion fusion;
  private final boolean training;
  private final WeightForm form;
  private final IntUnaryOperator expand;
  private int output = NONE;

  /**
   * Begins a node.
   *
   * @param fusion what is computed together with the node
   * @param training whether the node's parameters are trained, else it is as after training
   * @param form how the weights of fully connected layers are kept
   * @param expand makes a value with a row an example of one for all examples
   */
  LoweringContext(
      GraphBuilder graph,
      Network network,
      Node node,
      List<Integer> inputs,
      Fusion fusion,
      boolean training,
      WeightForm form,
      IntUnaryOperator expand) {
    this.graph = graph;
    this.network = network;
    this.node = node;
    this.inputs = inputs;
    this.fusion = fusion;
    this.training = training;
    this.form = form;
    this.expand = expand;
  }

  GraphBuilder graph() {
    return graph;
  }

  Node node() {
    return node;
  }

  Fusion fusion() {
    return fusion;
  }

  /** The activation that the node's own operator applies. */
  Activation activation() {
    boolean rectifies = fusion.norm() == null && fusion.activation().isPresent();
    return rectifies ? Activation.RELU : Activation.NONE;
  }

  boolean training() {
    return training;
  }

  WeightForm form() {
    return form;
  }

  /** The only input of a layer over examples, with a row each. */
  int input() {
    return expand.applyAsInt(inputs.get(0));
  }

  /** All inputs of a layer over examples, with a row each. */
  List<Integer> inputs() {
    return inputs.stream().map(expand::applyAsInt).toList();
  }

  Shape inputShape() {
    return graph.shape(inputs.get(0));
  }

  /** An input as it is: examples, or one tensor for all of them. */
  int value(int index) {
    return inputs.get(index);
  }

  /** What kind of input that is. */
  Operand operand(int index) {
    return graph.operand(inputs.get(index));
  }

  /** The output, with a row an example. */
  int output() {
    return output(Operand.batched(network.shape(node.name())));
  }

  /** The output of a layer that answers one tensor for all examples where it reads such alone. */
  int output(Operand kind) {
    if (output == NONE) {
      output = graph.value(fusion.outputOf(node), kind);
    }
    return output;
  }

  /** Says that the output is a value that exists already. */
  void outputIs(int value) {
    output = value;
  }

  /** The persistent value of the node's n-th parameter; shared nodes name their owner's. */
  int parameter(int index) {
    return parameters(node).get(index);
  }

  /** The persistent value of the node's n-th running statistic. */
  int state(int index) {
    return states(node).get(index);
  }

  /** The persistent values of a node's parameters. */
  List<Integer> parameters(Node owner) {
    List<Shape> shapes = network.inputShapes(owner);
    return persistent(owner.layer().parameters(owner.parametersOf(), shapes));
  }

  /** The persistent values of a node's running statistics. */
  List<Integer> states(Node owner) {
    List<Shape> shapes = network.inputShapes(owner);
    return persistent(owner.layer().state(owner.parametersOf(), shapes));
  }

  private List<Integer> persistent(List<ParameterSpec> specs) {
    return specs.stream().map(this::persistent).toList();
  }

  /** The term that is added to the node's results, with a row an example. */
  OptionalInt term() {
    return fusion.term().stream().map(expand).findFirst();
  }

  private int persistent(ParameterSpec spec) {
    return graph.persistent(spec.name(), spec.shape());
  }

  void step(Op op, List<Integer> from, List<Integer> to) {
    graph.step(node.name(), op, from, to);
  }

  /** Adds an operator with one output, a new temporary value of the node, and returns it. */
  int compute(String what, Op op, Integer... from) {
    var tensor = op.signature().outputs().getFirst();
    int result =
        graph.value(node.name() + " " + what, new Operand(tensor.shape(), tensor.batched()));
    step(op, List.of(from), List.of(result));
    return result;
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
    Activation activation = activation();
    if (activation == Activation.NONE) {
      return outputGradient;
    }
    int gradient = batched("gradient before activation", graph.shape(output()));
    step(
        new ActivationOp.Gradient(graph.shape(output()), activation),
        List.of(output(), outputGradient),
        List.of(gradient));
    return gradient;
  }
}
