package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Floats;
import dev.alexandrite.interop.onnx.Value.Known;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.tensor.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Computes what depends on no image while the file is read: shapes above all, with the size of the
 * batch as an unknown.
 */
final class Folding {
  private Folding() {}

  /** The outputs of a node, or null if layers have to compute them. */
  static @Nullable List<Value> fold(NodeCall call) {
    return switch (call.op()) {
      case "Constant" -> List.of(constant(call));
      case "Shape" -> List.of(shape(call));
      case "Size" -> List.of(size(call.value(0)));
      default -> isKnown(call) ? known(call) : null;
    };
  }

  private static boolean isKnown(NodeCall call) {
    for (int i = 0; i < call.inputs(); i++) {
      if (call.has(i) && !call.isKnown(i)) {
        return false;
      }
    }
    return call.has(0);
  }

  private static @Nullable List<Value> known(NodeCall call) {
    Known x = (Known) call.value(0);
    return switch (call.op()) {
      case "Identity" -> List.of(x);
      case "Cast" -> List.of(cast(call, x, call.attributes().whole("to", 0)));
      case "CastLike" -> List.of(cast(call, x, typeOf((Known) call.value(1))));
      case "ConstantOfShape" -> List.of(constantOfShape(call));
      case "Reshape", "Flatten", "Squeeze", "Unsqueeze" ->
          List.of(x.withSizes(x.perExample(), Moves.sizes(call, x)));
      case "Transpose" ->
          List.of(view(call, x, Strides.permuted(x.sizes(), Reshaping.permutation(call, x))));
      case "Slice" -> List.of(slice(call, x));
      case "Split" -> split(call, x);
      case "Expand" -> List.of(expand(call, x));
      case "Tile" -> List.of(tile(call, x));
      case "Gather" -> FoldedPicks.gather(call, x);
      case "Concat" -> FoldedPicks.concat(call);
      case "Range" -> List.of(FoldedPicks.range(call));
      default -> FoldedArithmetic.compute(call);
    };
  }

  private static Known view(NodeCall call, Known x, Strides strides) {
    Sizes.checked(strides.sizes().stream().map(Integer::longValue).toList());
    if (x instanceof Integers) {
      call.budget().hold(strides.count());
    } else {
      Budget.repeat(strides.count());
    }
    return x.view(x.perExample(), strides);
  }

  private static Value constant(NodeCall call) {
    Attributes attributes = call.attributes();
    if (attributes.tensor("value").isPresent()) {
      return call.constant(attributes.tensor("value").get());
    } else if (attributes.has("value_float")) {
      return floats(List.of(), attributes.real("value_float", 0));
    } else if (attributes.has("value_int")) {
      return Integers.of(List.of(), attributes.number("value_int", 0));
    } else if (attributes.has("value_floats")) {
      List<Float> reals = attributes.reals("value_floats");
      return new Floats(
          false, List.of(reals.size()), new FloatData.Listed(reals, ElementType.FLOAT32), null);
    } else if (attributes.has("value_ints")) {
      long[] numbers = attributes.numbers("value_ints").stream().mapToLong(i -> i).toArray();
      return Integers.of(List.of(numbers.length), numbers);
    }
    throw new Refusal("a constant that is neither of floats nor of whole numbers");
  }

  private static Floats floats(List<Integer> sizes, float... values) {
    return new Floats(false, sizes, FloatData.of(values), null);
  }

  private static Value shape(NodeCall call) {
    Value x = call.value(0);
    int rank = x.rank();
    int lacking = x.perExample() ? 1 : 0;
    int start = clamp(call.attributes().number("start", 0), rank);
    int end = Math.max(start, clamp(call.attributes().number("end", rank), rank));
    long[] values = new long[end - start];
    long[] batches = new long[end - start];
    for (int i = start; i < end; i++) {
      boolean batch = i < lacking;
      values[i - start] = batch ? 0 : x.sizes().get(i - lacking);
      batches[i - start] = batch ? 1 : 0;
    }
    return new Integers(false, List.of(values.length), false, values, batches);
  }

  private static int clamp(long place, int rank) {
    return (int) Math.clamp(place < 0 ? place + rank : place, 0L, (long) rank);
  }

  private static Value size(Value x) {
    long count = x.count();
    return new Integers(
        false,
        List.of(),
        false,
        new long[] {x.perExample() ? 0 : count},
        new long[] {x.perExample() ? count : 0});
  }

  private static int typeOf(Known like) {
    return like instanceof Floats
        ? TensorProto.DataType.FLOAT_VALUE
        : like.isTruth() ? TensorProto.DataType.BOOL_VALUE : TensorProto.DataType.INT64_VALUE;
  }

  private static Known cast(NodeCall call, Known x, int to) {
    ElementType type =
        TensorReader.type(to)
            .orElseThrow(() -> new Refusal("a cast to " + TensorReader.typeName(to)));
    if (x instanceof Floats floats && type.isFloat()) {
      return floats;
    }
    int count = x.count();
    call.budget().hold(count);
    if (x instanceof Floats floats) {
      long[] values = new long[count];
      Arrays.setAll(
          values,
          i ->
              type == ElementType.BOOL
                  ? truth(floats.data().at(i) != 0)
                  : (long) floats.data().at(i));
      return new Integers(
          floats.perExample(), floats.sizes(), type == ElementType.BOOL, values, null);
    }
    Integers integers = (Integers) x;
    if (type.isFloat()) {
      long[] values = integers.resolved(call.batch()).constants();
      float[] reals = Pieces.array(count, i -> values[i]);
      return new Floats(x.perExample(), x.sizes(), new FloatData.Held(reals), null);
    }
    if (type == ElementType.BOOL && !integers.isTruth()) {
      long[] values = integers.resolved(call.batch()).constants();
      Arrays.setAll(values, i -> truth(values[i] != 0));
      return new Integers(x.perExample(), x.sizes(), true, values, null);
    }
    Refusal.unless(
        type == ElementType.INT64 || type == ElementType.INT32 || type == ElementType.BOOL,
        "a cast of whole numbers to " + TensorReader.typeName(to));
    long[] values = new long[count];
    long[] batches = new long[count];
    Arrays.setAll(values, integers::value);
    Arrays.setAll(batches, integers::batches);
    return new Integers(x.perExample(), x.sizes(), type == ElementType.BOOL, values, batches);
  }

  private static long truth(boolean condition) {
    return condition ? 1 : 0;
  }

  private static Known constantOfShape(NodeCall call) {
    Reshaping.Target target = Reshaping.target(call.integers(0, "the shape"));
    Known value =
        call.attributes().tensor("value").map(call::constant).orElse(floats(List.of(1), 0));
    Refusal.unless(value.count() == 1, "a value of " + value.count() + " elements, expected one");
    int count = Sizes.count(target.sizes());
    if (value instanceof Floats floats) {
      Budget.repeat(count);
      FloatData data = new FloatData.Filled(floats.data().at(0), count);
      return new Floats(target.perExample(), target.sizes(), data, null);
    }
    call.budget().hold(count);
    long[] values = new long[count];
    Arrays.fill(values, ((Integers) value).value(0));
    return new Integers(target.perExample(), target.sizes(), value.isTruth(), values, null);
  }

  private static Known slice(NodeCall call, Known x) {
    Strides strides = Strides.rowMajor(x.sizes());
    for (Picks.Range range : Picks.ranges(call, x)) {
      strides = strides.sliced(range.axis(), range.from(), range.count(), range.step());
    }
    return view(call, x, strides);
  }

  private static List<Value> split(NodeCall call, Known x) {
    int axis = call.inner(call.attributes().whole("axis", 0), x);
    List<Value> parts = new ArrayList<>();
    int from = 0;
    int size = x.sizes().get(axis);
    for (int part : Moves.splits(call, size)) {
      Refusal.unless(part >= 0 && part <= size - from, "a part of " + part + " of " + x.text());
      parts.add(view(call, x, Strides.rowMajor(x.sizes()).sliced(axis, from, part, 1)));
      from += part;
    }
    return parts;
  }

  private static Known expand(NodeCall call, Known x) {
    Reshaping.Target target = Reshaping.expand(x, call.integers(1, "the shape"), call.batch());
    List<Integer> sizes = x.sizes();
    int lacking = Math.max(0, sizes.size() - target.sizes().size());
    Known from = x.withSizes(target.perExample(), sizes.subList(lacking, sizes.size()));
    return view(call, from, Strides.broadcast(from.sizes(), target.sizes()));
  }

  private static Known tile(NodeCall call, Known x) {
    List<Integer> repeats = Moves.repeats(call, x);
    List<Integer> single = new ArrayList<>();
    List<Integer> repeated = new ArrayList<>();
    List<Long> joined = new ArrayList<>();
    for (int axis = 0; axis < repeats.size(); axis++) {
      int size = x.sizes().get(axis);
      single.addAll(List.of(1, size));
      repeated.addAll(List.of(repeats.get(axis), size));
      joined.add((long) repeats.get(axis) * size);
    }
    List<Integer> sizes = Sizes.checked(joined);
    Strides strides = Strides.broadcast(single, repeated);
    if (x instanceof Integers) {
      call.budget().hold(Sizes.count(sizes));
    } else {
      Budget.repeat(Sizes.count(sizes));
    }
    return x.view(x.perExample(), strides).withSizes(x.perExample(), sizes);
  }

  /** Known values of one rank, so that each axis meets the same axis of the others. */
  static List<Known> aligned(List<Known> values) {
    if (values.stream().noneMatch(Value::perExample)) {
      return values;
    }
    int rank = values.stream().mapToInt(Value::rank).max().orElse(0);
    return values.stream().map(value -> aligned(value, rank)).toList();
  }

  private static Known aligned(Known value, int rank) {
    if (value.perExample() || value.rank() < rank) {
      Refusal.unless(
          !value.perExample() || value.rank() == rank, "the batch axis beside another axis");
      return value;
    }
    Refusal.unless(
        value.sizes().getFirst() == 1, value.text() + " differs from example to example");
    return value.withSizes(true, value.sizes().subList(1, value.sizes().size()));
  }

  static List<Known> inputs(NodeCall call) {
    return IntStream.range(0, call.inputs()).mapToObj(i -> (Known) call.value(i)).toList();
  }
}
