package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.interop.onnx.Value.Floats;
import dev.alexandrite.interop.onnx.Value.Known;
import dev.alexandrite.interop.proto.onnx.NodeProto;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A node with what it reads, and what an operator needs to make layers of it. */
final class NodeCall {
  private final NodeProto node;
  private final Attributes attributes;
  private final List<@Nullable Value> inputs;
  private final Context context;
  private final Composer composer;

  /**
   * What all nodes of a graph share.
   *
   * @param opset the version of the standard operators
   * @param batch the size of the batch, where the file says one
   * @param draft takes the layers
   * @param reader reads tensors of attributes
   * @param parameters constants that are values of the network, made once
   */
  record Context(
      int opset,
      OptionalInt batch,
      Draft draft,
      Budget budget,
      TensorReader reader,
      Composer.Parameters parameters) {}

  NodeCall(NodeProto node, String name, List<@Nullable Value> inputs, Context context) {
    this.node = node;
    this.attributes = new Attributes(node);
    this.inputs = Collections.unmodifiableList(new ArrayList<>(inputs));
    this.context = context;
    this.composer = new Composer(context.draft(), context.parameters(), name);
  }

  String op() {
    return node.getOpType();
  }

  int opset() {
    return context.opset();
  }

  OptionalInt batch() {
    return context.batch();
  }

  Budget budget() {
    return context.budget();
  }

  Composer composer() {
    return composer;
  }

  Attributes attributes() {
    return attributes;
  }

  /** How many inputs there are, those counted that are left out in the middle. */
  int inputs() {
    return inputs.size();
  }

  int outputs() {
    return node.getOutputCount();
  }

  /** Whether an output has a name; whether it is read is another matter. */
  boolean hasOutput(int index) {
    return index < node.getOutputCount() && !node.getOutput(index).isEmpty();
  }

  boolean has(int index) {
    return index < inputs.size() && inputs.get(index) != null;
  }

  Value value(int index) {
    Value value = index < inputs.size() ? inputs.get(index) : null;
    if (value == null) {
      throw new Refusal("input " + index + " is missing");
    }
    return value;
  }

  List<Value> all() {
    return IntStream.range(0, inputs.size()).mapToObj(this::value).toList();
  }

  /** An input as the output of a layer; constants become values of the network. */
  Computed x(int index) {
    return composer.operand(value(index));
  }

  Computed x() {
    return x(0);
  }

  boolean isKnown(int index) {
    return has(index) && value(index) instanceof Known;
  }

  /** Floats that have to be known, such as weights. */
  Floats floats(int index, String what) {
    if (value(index) instanceof Floats floats) {
      Refusal.unless(
          !floats.perExample(), what + " (input " + index + ") differs from example to example");
      return floats;
    }
    throw new Refusal(
        what
            + " (input "
            + index
            + ") "
            + (value(index) instanceof Computed
                ? "is computed from the input; only constants are taken as " + what
                : "is of whole numbers"));
  }

  /** Whole numbers that have to be known, such as a shape. */
  Integers integers(int index, String what) {
    if (value(index) instanceof Integers integers) {
      return integers;
    }
    throw new Refusal(
        what
            + " (input "
            + index
            + ") "
            + (value(index) instanceof Computed
                ? "is computed from the input; only constants are taken"
                : "is of floating-point numbers"));
  }

  /** A list of whole numbers, an attribute before some operator set and an input after. */
  Optional<List<Integer>> wholes(String attribute, int input) {
    if (attributes.has(attribute)) {
      return Optional.of(attributes.wholes(attribute));
    }
    return has(input) ? Optional.of(wholes(input, attribute)) : Optional.empty();
  }

  List<Integer> wholes(int input, String what) {
    List<Integer> wholes = new ArrayList<>();
    for (long number : integers(input, what).resolved(batch()).constants()) {
      // Bounds such as 2^63 - 1 stand for "to the end".
      wholes.add(Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
    return List.copyOf(wholes);
  }

  /** One number of an input that has one element. */
  float number(int input, float fallback) {
    if (!has(input)) {
      return fallback;
    }
    Floats floats = floats(input, "a number");
    Refusal.unless(floats.count() == 1, "input " + input + " has to be one number");
    return floats.data().at(0);
  }

  /** An axis of a tensor in the graph, which may be counted from the end. */
  static int axis(int axis, int rank) {
    Refusal.unless(
        axis >= -rank && axis < rank, "axis " + axis + " of a tensor that has " + rank + " axes");
    return axis < 0 ? axis + rank : axis;
  }

  /** The axis of one example that an axis of the graph's tensor is. */
  int inner(int axis, Value value) {
    int fromFront = axis(axis, value.rank());
    if (!value.perExample()) {
      return fromFront;
    }
    Refusal.unless(
        fromFront > 0,
        op()
            + " over axis 0 would mix the examples of a batch "
            + value.text()
            + "; a network of ours computes them one by one");
    return fromFront - 1;
  }

  List<Integer> inner(List<Integer> axes, Value value) {
    List<Integer> inner = axes.stream().map(axis -> inner(axis, value)).sorted().toList();
    Refusal.unless(inner.stream().distinct().count() == inner.size(), "axes " + axes + " twice");
    return inner;
  }

  Known constant(TensorProto tensor) {
    return context.reader().read(tensor, null);
  }
}
