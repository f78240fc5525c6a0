package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Where one layer is said: its inputs, its parameters' names, and the graph that grows. */
record LayerScope(GraphDraft graph, Network network, Node node, List<Value> inputs) {
  /** An input as it is: examples, or one tensor for all of them. */
  Value input(int index) {
    return inputs.get(index);
  }

  /** An input with an axis of examples. */
  String rows(int index) {
    return graph.rows(input(index));
  }

  /** An input whose axes are as many as the output's, for broadcasting. */
  String aligned(int index) {
    return graph.aligned(input(index), shape().rank());
  }

  boolean anyBatched() {
    return inputs.stream().anyMatch(Value::batched);
  }

  Shape inputShape() {
    return input(0).shape();
  }

  /** The output's shape. */
  Shape shape() {
    return network.shape(node.name());
  }

  /** The name of the n-th parameter; shared layers name their owner's. */
  String parameter(int index) {
    return name(node.layer().parameters(node.parametersOf(), network.inputShapes(node)), index);
  }

  /** The name of the n-th running statistic. */
  String state(int index) {
    return name(node.layer().state(node.parametersOf(), network.inputShapes(node)), index);
  }

  private static String name(List<ParameterSpec> parameters, int index) {
    return parameters.get(index).name();
  }

  /** Adds a node within the layer. */
  String step(String what, Op op) {
    return graph.addBetween(node.name() + "/" + what, op);
  }

  /** Adds a node within the layer that has several outputs. */
  List<String> steps(String what, int outputs, Op op) {
    return graph.addBetween(
        IntStream.range(0, outputs).mapToObj(i -> node.name() + "/" + what + i).toList(), op);
  }

  String integers(String what, long... values) {
    return graph.integers(node.name() + "/" + what, values);
  }

  String scalar(String what, double value) {
    return floats(what, Shape.of(), (float) value);
  }

  String floats(String what, Shape shape, float... values) {
    return graph.floats(node.name() + "/" + what, shape, values);
  }

  /** The last node of the layer, over examples. */
  Value result(Op op) {
    return result(op, true);
  }

  /** The last node of the layer. The network's output depends on examples. */
  Value result(Op op, boolean batched) {
    boolean last = node.name().equals(network.output());
    String name = graph.add(last ? GraphDraft.OUTPUT : graph.nameOf(node), op);
    return new Value(name, shape(), batched);
  }
}
