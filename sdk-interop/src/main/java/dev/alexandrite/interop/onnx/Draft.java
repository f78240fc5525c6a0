package dev.alexandrite.interop.onnx;

import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Layer;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.model.Softmax;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The layers that nodes become, with shapes but without names. Not all of them will be kept: a
 * layer whose output only told its shape is not.
 */
final class Draft {
  /** The number of the network's input. */
  static final int INPUT = 0;

  private final Shape input;
  private final Budget budget;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * A layer.
   *
   * @param node what it is named after: the node of the graph, or its output
   * @param wish the name it should have, after its weights; null for that of the node
   * @param values of its parameters and state, in their order
   */
  private record Entry(
      Layer layer,
      List<Integer> inputs,
      Shape shape,
      String node,
      @Nullable String wish,
      List<FloatData> values) {}

  Draft(Shape input, Budget budget) {
    this.input = input;
    this.budget = budget;
  }

  Shape shape(int number) {
    return number == INPUT ? input : entries.get(number - 1).shape();
  }

  /** Adds a layer; answers its number. */
  int add(
      Layer layer,
      List<Integer> inputs,
      String node,
      @Nullable String wish,
      List<FloatData> values) {
    budget.layer();
    Shape shape = layer.infer(node, inputs.stream().map(this::shape).toList());
    entries.add(new Entry(layer, List.copyOf(inputs), shape, node, wish, List.copyOf(values)));
    return entries.size();
  }

  int add(Layer layer, List<Integer> inputs, String node) {
    return add(layer, inputs, node, null, List.of());
  }

  /**
   * Where a softmax over all numbers of an example is the last that computes, what is before it:
   * the logits.
   *
   * @return another output, or the same
   */
  int logits(int output) {
    List<Layer> moves = new ArrayList<>();
    int at = output;
    while (at != INPUT) {
      Entry entry = entries.get(at - 1);
      if (entry.layer() instanceof Softmax(int axis, boolean log)) {
        Shape shape = entry.shape();
        boolean all = shape.get(Math.floorMod(axis, shape.rank())) == shape.elements();
        return !log && all ? after(entry.inputs().getFirst(), moves, entry.node()) : output;
      }
      if (!(entry.layer() instanceof Reshape || entry.layer() instanceof Flatten)) {
        return output;
      }
      moves.addFirst(entry.layer());
      at = entry.inputs().getFirst();
    }
    return output;
  }

  private int after(int from, List<Layer> moves, String node) {
    int at = from;
    for (Layer move : moves) {
      at = add(move, List.of(at), node);
    }
    return at;
  }

  /** What became of the graph. */
  record Result(Network network, OnnxWeights weights) {}

  /**
   * Builds the network of the layers that the output needs.
   *
   * @param origin the file, for messages
   */
  Result build(String name, int output, String origin) {
    BitSet kept = kept(output);
    Map<Integer, String> names = names(kept);
    NetworkBuilder builder = Network.builder(name, input);
    OnnxWeights.Collector weights = new OnnxWeights.Collector();
    for (int i = kept.nextSetBit(1); i > 0; i = kept.nextSetBit(i + 1)) {
      Entry entry = entries.get(i - 1);
      String own = name(names, i);
      builder.add(
          own,
          entry.layer(),
          entry.inputs().stream().map(from -> name(names, from)).toArray(String[]::new));
      List<Shape> shapes = entry.inputs().stream().map(this::shape).toList();
      weights.add(
          entry.layer().parameters(own, shapes), entry.layer().state(own, shapes), entry.values());
    }
    builder.output(name(names, output));
    return new Result(builder.build(), weights.build(origin));
  }

  private BitSet kept(int output) {
    BitSet kept = new BitSet();
    kept.set(output);
    for (int i = output; i > 0; i = kept.previousSetBit(i - 1)) {
      entries.get(i - 1).inputs().forEach(kept::set);
    }
    return kept;
  }

  private Map<Integer, String> names(BitSet kept) {
    Map<String, Integer> last = new TreeMap<>();
    for (int i = kept.nextSetBit(1); i > 0; i = kept.nextSetBit(i + 1)) {
      if (!entries.get(i - 1).layer().isSource()) {
        last.put(entries.get(i - 1).node(), i);
      }
    }
    LayerNames names = new LayerNames();
    Map<Integer, String> chosen = new TreeMap<>();
    for (int i = kept.nextSetBit(1); i > 0; i = kept.nextSetBit(i + 1)) {
      Entry entry = entries.get(i - 1);
      boolean isLast = last.getOrDefault(entry.node(), 0) == i;
      String part = entry.node() + "/" + entry.layer().kind();
      String wish = entry.wish();
      chosen.put(i, names.unique(wish != null ? wish : isLast ? entry.node() : part));
    }
    return chosen;
  }

  private static String name(Map<Integer, String> names, int number) {
    return names.getOrDefault(number, Network.INPUT);
  }

  @Override
  public String toString() {
    return entries.size() + " layers";
  }
}
