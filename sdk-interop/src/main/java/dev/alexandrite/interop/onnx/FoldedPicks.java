package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Floats;
import dev.alexandrite.interop.onnx.Value.Known;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins and picks of what is known. */
final class FoldedPicks {
  private FoldedPicks() {}

  /** Null where the result would be too large to hold. */
  static @Nullable List<Value> gather(NodeCall call, Known x) {
    int axis = call.inner(call.attributes().whole("axis", 0), x);
    Integers indices = call.integers(1, "the indices");
    Refusal.unless(!indices.perExample(), "indices that belong to a batch");
    int[] places = Picks.places(indices, x.sizes().get(axis));
    List<Long> sizes = new ArrayList<>();
    x.sizes().subList(0, axis).forEach(size -> sizes.add((long) size));
    indices.sizes().forEach(size -> sizes.add((long) size));
    x.sizes().subList(axis + 1, x.sizes().size()).forEach(size -> sizes.add((long) size));
    List<Integer> checked = Sizes.checked(sizes);
    int inner = Sizes.count(x.sizes().subList(axis + 1, x.sizes().size()));
    int size = x.sizes().get(axis);
    Known picked =
        picked(
            call,
            List.of(x),
            x.perExample(),
            checked,
            i -> {
              int pick = places[i / inner % places.length];
              return (i / inner / places.length * size + pick) * inner + i % inner;
            });
    return picked == null ? null : List.of(picked);
  }

  /** Null where the result would be too large to hold, or is trained. */
  static @Nullable List<Value> concat(NodeCall call) {
    List<Known> parts = Folding.aligned(Folding.inputs(call));
    Known first = parts.getFirst();
    int axis = call.inner(call.attributes().whole("axis", 1), first);
    long joined = 0;
    for (Known part : parts) {
      Refusal.unless(
          part.sizes().size() == first.sizes().size()
              && Sizes.with(part.sizes(), axis, 1).equals(Sizes.with(first.sizes(), axis, 1))
              && part instanceof Floats == first instanceof Floats,
          "parts " + parts.stream().map(Value::text).toList() + " that do not fit");
      joined += part.sizes().get(axis);
    }
    if (parts.stream().anyMatch(FoldedArithmetic::isTrained)) {
      return null;
    }
    List<Long> sizes = new ArrayList<>();
    first.sizes().forEach(size -> sizes.add((long) size));
    sizes.set(axis, joined);
    List<Integer> checked = Sizes.checked(sizes);
    int inner = Sizes.count(checked.subList(axis + 1, checked.size()));
    int[] starts = new int[parts.size() + 1];
    int[] bases = new int[parts.size()];
    for (int i = 0, base = 0; i < parts.size(); i++) {
      starts[i + 1] = starts[i] + parts.get(i).sizes().get(axis);
      bases[i] = base;
      base += parts.get(i).count();
    }
    int whole = (int) joined;
    Known result =
        picked(
            call,
            parts,
            first.perExample(),
            checked,
            i -> {
              int place = i / inner % whole;
              int part = partOf(starts, place);
              int own = starts[part + 1] - starts[part];
              int row = i / inner / whole * own + place - starts[part];
              return bases[part] + row * inner + i % inner;
            });
    return result == null ? null : List.of(result);
  }

  private static int partOf(int[] starts, int place) {
    int found = Arrays.binarySearch(starts, place);
    int part = found >= 0 ? found : -found - 2;
    while (part + 1 < starts.length && starts[part + 1] == starts[part]) {
      part++; // a part without elements
    }
    return part;
  }

  private interface Places {
    /** Where an element of the result lies among those of all parts, one part after the other. */
    int of(int index);
  }

  private static @Nullable Known picked(
      NodeCall call, List<Known> parts, boolean perExample, List<Integer> sizes, Places places) {
    int count = Sizes.count(sizes);
    boolean floats = parts.getFirst() instanceof Floats;
    if (floats && !call.budget().canHold(count)) {
      return null;
    }
    call.budget().hold(floats ? count : 2L * count);
    int[] begins = new int[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      begins[i + 1] = begins[i] + parts.get(i).count();
    }
    float[] reals = new float[floats ? count : 0];
    long[] values = new long[floats ? 0 : count];
    long[] batches = new long[floats ? 0 : count];
    for (int i = 0; i < count; i++) {
      int place = places.of(i);
      int part = partOf(begins, place);
      switch (parts.get(part)) {
        case Floats f -> reals[i] = f.data().at(place - begins[part]);
        case Integers n -> {
          values[i] = n.value(place - begins[part]);
          batches[i] = n.batches(place - begins[part]);
        }
      }
    }
    return floats
        ? new Floats(perExample, sizes, new FloatData.Held(reals), null)
        : new Integers(perExample, sizes, parts.getFirst().isTruth(), values, batches);
  }

  static Known range(NodeCall call) {
    if (call.value(0) instanceof Floats) {
      double start = call.number(0, 0);
      double delta = call.number(2, 1);
      double steps = Math.ceil((call.number(1, 0) - start) / delta);
      int count = count(call, steps);
      float[] values = Pieces.array(count, i -> (float) (start + i * delta));
      return new Floats(false, List.of(count), new FloatData.Held(values), null);
    }
    long start = one(call, 0);
    long delta = one(call, 2);
    Refusal.unless(delta != 0, "a range by steps of 0");
    long span = Math.subtractExact(one(call, 1), start);
    int count = count(call, (double) Math.ceilDiv(span, delta));
    long[] values = new long[count];
    Arrays.setAll(values, i -> start + i * delta);
    return Integers.of(List.of(count), values);
  }

  private static long one(NodeCall call, int input) {
    Integers integers = call.integers(input, "a bound");
    Refusal.unless(integers.count() == 1, "input " + input + " has to be one number");
    return integers.resolved(call.batch()).constants()[0];
  }

  private static int count(NodeCall call, double steps) {
    Refusal.unless(!Double.isNaN(steps), "a range by steps of 0");
    long count = (long) Math.max(0, steps);
    call.budget().hold(count);
    return (int) count;
  }
}
