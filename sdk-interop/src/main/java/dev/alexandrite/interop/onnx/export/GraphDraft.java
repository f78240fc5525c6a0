package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.interop.proto.onnx.NodeProto;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * ONNX's graph while it grows. Every tensor has one name: parameters keep ours, a layer's output is
 * called like the layer, the network's {@link #OUTPUT}, and what lies between like the layer and
 * what it is, as in {@code norm1/squares}.
 */
final class GraphDraft {
  /** What the network's output is called. */
  static final String OUTPUT = "logits";

  private final int fixedBatch;
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> layerNames = new HashMap<>();
  private final Map<String, Shape> weights = new LinkedHashMap<>();
  private final Map<String, String> rows = new HashMap<>();
  private @Nullable String batchSize;
  private final List<NodeProto> nodes = new ArrayList<>();
  private final List<TensorProto> constants = new ArrayList<>();

  /**
   * Begins a graph.
   *
   * @param fixedBatch the number of examples, or 0 for any
   */
  GraphDraft(Network network, int fixedBatch) {
    this.fixedBatch = fixedBatch;
    names.add(Network.INPUT);
    names.add(OUTPUT);
    network.parameters().forEach(this::weight);
    network.state().forEach(this::weight);
    for (Node node : network.nodes()) {
      layerNames.put(node.name(), unique(node.name()));
    }
  }

  private void weight(ParameterSpec parameter) {
    weights.put(parameter.name(), parameter.shape());
    names.add(parameter.name());
  }

  /** What a layer's output is called, where it is not the network's. */
  String nameOf(Node layer) {
    String name = layerNames.get(layer.name());
    if (name == null) {
      throw new IllegalStateException("the network has no layer " + layer.name());
    }
    return name;
  }

  private String unique(String wanted) {
    String name = wanted;
    for (int number = 2; !names.add(name); number++) {
      name = wanted + "_" + number;
    }
    return name;
  }

  /** Adds a node whose output has a name that is kept for it. */
  String add(String output, Op op) {
    nodes.add(op.named(List.of(output)));
    return output;
  }

  /** Adds a node whose outputs are called like this, or nearly. */
  List<String> addBetween(List<String> outputs, Op op) {
    List<String> free = outputs.stream().map(this::unique).toList();
    nodes.add(op.named(free));
    return free;
  }

  String addBetween(String output, Op op) {
    return addBetween(List.of(output), op).getFirst();
  }

  String integers(String name, long... values) {
    return integers(name, Shape.of(values.length), values);
  }

  String integers(String name, Shape shape, long... values) {
    return constant(name, free -> Constants.integers(free, shape, values));
  }

  String floats(String name, Shape shape, float... values) {
    return constant(name, free -> Constants.floats(free, shape, values));
  }

  private String constant(String name, Function<String, TensorProto> maker) {
    TensorProto tensor = maker.apply(unique(name));
    constants.add(tensor);
    return tensor.getName();
  }

  /** Writes a weight with other sizes, over the same elements in the same order. */
  void reshapeWeight(String name, Shape shape) {
    weights.put(name, shape);
  }

  /** A value with an axis of examples; one tensor for all examples is repeated, once. */
  String rows(Value value) {
    if (value.batched()) {
      return value.name();
    }
    String known = rows.get(value.name());
    if (known != null) {
      return known;
    }
    String sizes = repeatedSizes(value.name() + "/sizes", value.shape());
    String repeated = addBetween(value.name() + "/rows", Op.of("Expand", value.name(), sizes));
    rows.put(value.name(), repeated);
    return repeated;
  }

  private String repeatedSizes(String name, Shape shape) {
    LongStream sizes = shape.dimensions().stream().mapToLong(size -> size);
    if (fixedBatch > 0) {
      return integers(name, LongStream.concat(LongStream.of(fixedBatch), sizes).toArray());
    }
    if (batchSize == null) {
      Op size = Op.of("Shape", Network.INPUT).integer("start", 0).integer("end", 1);
      batchSize = addBetween("batch", size);
    }
    return shape.rank() == 0
        ? batchSize
        : addBetween(
            name, Op.of("Concat", batchSize, integers(name, sizes.toArray())).integer("axis", 0));
  }

  /**
   * A value whose axes are as many as those of what it is broadcast to: axes of size 1 follow that
   * of the examples. Without one, ONNX adds axes in front itself.
   */
  String aligned(Value value, int rank) {
    int missing = rank - value.shape().rank();
    if (!value.batched() || missing <= 0) {
      return value.name();
    }
    long[] axes = IntStream.rangeClosed(1, missing).asLongStream().toArray();
    return addBetween(
        value.name() + "/aligned",
        Op.of("Unsqueeze", value.name(), integers(value.name() + "/axes", axes)));
  }

  List<NodeProto> nodes() {
    return List.copyOf(nodes);
  }

  List<TensorProto> constants() {
    return List.copyOf(constants);
  }

  /** The sizes with which a parameter is written. */
  Shape weightShape(String name) {
    Shape shape = weights.get(name);
    if (shape == null) {
      throw new IllegalStateException("the network has no parameter " + name);
    }
    return shape;
  }
}
