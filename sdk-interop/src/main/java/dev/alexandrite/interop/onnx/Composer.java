package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.interop.onnx.Value.Floats;
import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.Add;
import dev.alexandrite.model.Binary;
import dev.alexandrite.model.Concat;
import dev.alexandrite.model.Expand;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Gather;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Layer;
import dev.alexandrite.model.MatMul;
import dev.alexandrite.model.Pad;
import dev.alexandrite.model.Parameter;
import dev.alexandrite.model.ParameterOptions;
import dev.alexandrite.model.Permute;
import dev.alexandrite.model.Reduce;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.model.Select;
import dev.alexandrite.model.Slice;
import dev.alexandrite.model.Softmax;
import dev.alexandrite.model.Unary;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds the layers of one node; each method answers the output of what it added. */
final class Composer {
  private static final ParameterOptions FROZEN =
      ParameterOptions.DEFAULT.weights(new Initializer.Constant(0)).rates(0, 0).decays(0, 0);
  private static final ParameterOptions TRAINED =
      ParameterOptions.DEFAULT.weights(new Initializer.Constant(0));

  private final Draft draft;
  private final Parameters parameters;
  private final String node;

  Composer(Draft draft, Parameters parameters, String node) {
    this.draft = draft;
    this.parameters = parameters;
    this.node = node;
  }

  /** Constants that were made values of the network, by their data. */
  static final class Parameters {
    private final IdentityHashMap<FloatData, Integer> layers = new IdentityHashMap<>();
  }

  /** A layer that reads values as they are. */
  Computed layer(Layer layer, boolean truth, Computed... inputs) {
    return layer(layer, truth, null, List.of(), inputs);
  }

  /**
   * A layer with values for its parameters.
   *
   * @param wish its name; null for the node's
   */
  Computed layer(
      Layer layer,
      boolean truth,
      @Nullable String wish,
      List<FloatData> values,
      Computed... inputs) {
    List<Integer> numbers = Arrays.stream(inputs).map(Computed::layer).toList();
    int number = draft.add(layer, numbers, node, wish, values);
    boolean perExample = Arrays.stream(inputs).anyMatch(Computed::perExample);
    return new Computed(perExample, draft.shape(number), number, truth);
  }

  /**
   * A value as the output of a layer. What an initializer holds is trained on; what was computed or
   * has no name stays as it is.
   */
  Computed operand(Value value) {
    return switch (value) {
      case Computed computed -> computed;
      case Floats floats -> parameter(floats);
      case Integers integers -> {
        Refusal.unless(
            integers.isTruth(), "whole numbers " + integers.text() + " among floating-point ones");
        float[] truths = Pieces.array(integers.count(), integers::value);
        yield parameter(
            new Floats(integers.perExample(), integers.sizes(), new FloatData.Held(truths), null));
      }
    };
  }

  private Computed parameter(Floats floats) {
    Shape shape = Sizes.shape(floats.sizes());
    Integer made = parameters.layers.get(floats.data());
    if (made != null) {
      Computed same = new Computed(floats.perExample(), draft.shape(made), made, false);
      return reshape(same, shape.dimensions());
    }
    String name = floats.name();
    boolean trained = name != null && LayerNames.isChosen(name) && floats.count() > 1;
    Parameter layer = new Parameter(shape, trained ? TRAINED : FROZEN);
    FloatData data = trained ? floats.data() : finite(floats.data());
    String wish = trained && name != null ? LayerNames.layerOf(name) : node + "/constant";
    int number = draft.add(layer, List.of(), node, wish, List.of(data));
    parameters.layers.put(floats.data(), number);
    return new Computed(floats.perExample(), shape, number, false);
  }

  /** Masks are full of infinities, which weights are not: the largest numbers do as well. */
  private static FloatData finite(FloatData data) {
    if (!(data instanceof FloatData.Held(float[] values))) {
      return data;
    }
    return new FloatData.Held(
        Pieces.array(values.length, i -> Math.clamp(values[i], -Float.MAX_VALUE, Float.MAX_VALUE)));
  }

  Computed unary(UnaryFunction function, Computed x) {
    return layer(Unary.of(function), false, x);
  }

  Computed scale(Computed x, double factor) {
    return factor == 1 ? x : unary(new UnaryFunction.Scale(finite(factor)), x);
  }

  Computed shift(Computed x, double term) {
    return term == 0 ? x : unary(new UnaryFunction.Shift(finite(term)), x);
  }

  Computed power(Computed x, double exponent) {
    return unary(new UnaryFunction.Power(finite(exponent)), x);
  }

  /** Limits that are infinite are none. */
  Computed clip(Computed x, double low, double high) {
    float from = (float) Math.clamp(low, -Float.MAX_VALUE, Float.MAX_VALUE);
    float to = (float) Math.clamp(high, -Float.MAX_VALUE, Float.MAX_VALUE);
    Refusal.unless(from <= to, "limits " + low + " and " + high);
    return unary(new UnaryFunction.Clip(from, to), x);
  }

  private static float finite(double value) {
    Refusal.unless(
        Float.isFinite((float) value), "the constant " + value + ", which is not finite");
    return (float) value;
  }

  Computed exp(Computed x) {
    return unary(new UnaryFunction.Exponential(), x);
  }

  Computed log(Computed x) {
    return unary(new UnaryFunction.Logarithm(), x);
  }

  Computed sqrt(Computed x) {
    return unary(new UnaryFunction.SquareRoot(), x);
  }

  Computed abs(Computed x) {
    return unary(new UnaryFunction.Absolute(), x);
  }

  Computed activation(Activation activation, Computed x) {
    return layer(ActivationLayer.of(activation), false, x);
  }

  /** A function of two, broadcast as the graph's tensors are. */
  Computed binary(BinaryFunction function, Value a, Value b) {
    Computed simple = Scalars.apply(this, function, a, b);
    if (simple != null) {
      return simple;
    }
    List<Computed> aligned = aligned(List.of(a, b));
    Computed left = aligned.get(0);
    Computed right = aligned.get(1);
    boolean sum =
        function == BinaryFunction.ADD
            && a instanceof Computed
            && b instanceof Computed
            && left.shape().equals(right.shape());
    return layer(sum ? Add.of() : Binary.of(function), function.isComparison(), left, right);
  }

  Computed select(Value condition, Value a, Value b) {
    List<Computed> aligned = aligned(List.of(condition, a, b));
    return layer(Select.of(), a.isTruth(), aligned.toArray(Computed[]::new));
  }

  /**
   * Values that are broadcast to each other, each without its batch axis. Where one has a batch
   * axis, it has to be the first of all, and what has none must not differ along it.
   */
  List<Computed> aligned(List<? extends Value> values) {
    if (values.stream().noneMatch(Value::perExample)) {
      return values.stream().map(this::operand).toList();
    }
    int rank = values.stream().mapToInt(Value::rank).max().orElse(0);
    List<Computed> aligned = new ArrayList<>();
    for (Value value : values) {
      Refusal.unless(
          !value.perExample() || value.rank() == rank,
          "broadcasting would put the batch axis of "
              + value.text()
              + " beside another axis of "
              + values.stream().map(Value::text).toList());
      aligned.add(!value.perExample() && value.rank() == rank ? first(value) : operand(value));
    }
    return aligned;
  }

  /** A value without its first axis, which is 1. */
  Computed first(Value value) {
    Refusal.unless(
        value.sizes().getFirst() == 1,
        "the constant "
            + value.text()
            + " differs from example to example, which a network for one example cannot have");
    List<Integer> rest = value.sizes().subList(1, value.sizes().size());
    return value instanceof Value.Known known
        ? operand(known.withSizes(false, rest))
        : reshape(operand(value), rest);
  }

  Computed reduce(Reduction reduction, Computed x, List<Integer> axes, boolean keep) {
    return axes.isEmpty() ? x : layer(new Reduce(reduction, axes, keep), false, x);
  }

  Computed softmax(Computed x, int axis, boolean log) {
    return layer(new Softmax(axis, log), false, x);
  }

  Computed product(Computed a, Computed b) {
    return layer(MatMul.of(), false, a, b);
  }

  Computed reshape(Computed x, List<Integer> sizes) {
    Shape shape = Sizes.shape(sizes);
    if (shape.equals(x.shape())) {
      return x;
    }
    Layer layer = shape.rank() == 1 ? Flatten.of() : new Reshape(shape.dimensions());
    return layer(layer, x.isTruth(), x);
  }

  Computed permute(Computed x, List<Integer> axes) {
    boolean same = true;
    for (int i = 0; i < axes.size(); i++) {
      same &= axes.get(i) == i;
    }
    return same ? x : layer(new Permute(axes), x.isTruth(), x);
  }

  Computed slice(Computed x, int axis, int from, int count, int step) {
    boolean all = from == 0 && step == 1 && count == x.shape().get(axis);
    return all ? x : layer(new Slice(axis, from, count, step), x.isTruth(), x);
  }

  Computed pad(Computed x, int axis, int before, int after, double value) {
    return before == 0 && after == 0
        ? x
        : layer(new Pad(axis, before, after, finite(value)), false, x);
  }

  Computed concat(List<Computed> parts, int axis) {
    return parts.size() == 1
        ? parts.getFirst()
        : layer(new Concat(axis), parts.getFirst().isTruth(), parts.toArray(Computed[]::new));
  }

  Computed expand(Computed x, List<Integer> sizes) {
    Shape shape = Sizes.shape(sizes);
    return shape.equals(x.shape()) ? x : layer(new Expand(shape.dimensions()), x.isTruth(), x);
  }

  /** Elements of an axis by numbers that are known. */
  Computed gather(Computed x, int axis, int[] picks, List<Integer> sizes) {
    float[] numbers = Pieces.array(picks.length, i -> picks[i]);
    Computed indices = operand(new Floats(false, sizes, new FloatData.Held(numbers), null));
    return layer(Gather.of(axis), x.isTruth(), x, indices);
  }

  Computed gather(Computed x, int axis, int[] picks) {
    return gather(x, axis, picks, List.of(picks.length));
  }

  Computed constant(List<Integer> sizes, float... values) {
    return operand(new Floats(false, sizes, FloatData.of(values), null));
  }

  /** 1 where it is 0, and 0 elsewhere. */
  Computed not(Computed truth) {
    return layer(Binary.of(BinaryFunction.EQUAL), true, truth, constant(List.of(), 0));
  }
}
