package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that take some elements, or put others around them. */
final class Picks {
  private Picks() {}

  /**
   * Some elements of one axis.
   *
   * @param axis of an example
   */
  record Range(int axis, int from, int count, int step) {}

  static Value slice(NodeCall call) {
    Computed x = call.x();
    for (Range range : ranges(call, x)) {
      x =
          call.composer()
              .slice(x, range.axis(), range.from(), nonEmpty(range.count(), x), range.step());
    }
    return x;
  }

  private static int nonEmpty(int count, Value x) {
    Refusal.unless(count > 0, "a slice of " + x.text() + " without elements");
    return count;
  }

  /** What a {@code Slice} takes, axis by axis. */
  static List<Range> ranges(NodeCall call, Value x) {
    List<Integer> starts = call.wholes("starts", 1).orElseThrow(() -> new Refusal("no starts"));
    List<Integer> ends = call.wholes("ends", 2).orElseThrow(() -> new Refusal("no ends"));
    Optional<List<Integer>> axes = call.wholes("axes", 3);
    List<Integer> steps = call.has(4) ? call.wholes(4, "the steps") : List.of();
    Refusal.unless(
        ends.size() == starts.size()
            && axes.map(List::size).orElse(starts.size()) == starts.size()
            && (steps.isEmpty() || steps.size() == starts.size())
            && starts.size() <= x.rank(),
        starts.size() + " starts, " + ends.size() + " ends for " + x.text());
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int given = axes.isPresent() ? axes.get().get(i) : i;
      int step = steps.isEmpty() ? 1 : steps.get(i);
      Refusal.unless(step != 0, "a step of 0");
      boolean all = step == 1 && starts.get(i) == 0 && ends.get(i) == Integer.MAX_VALUE;
      if (!(all && x.perExample() && NodeCall.axis(given, x.rank()) == 0)) {
        int axis = call.inner(given, x);
        ranges.add(range(axis, starts.get(i), ends.get(i), step, x.sizes().get(axis)));
      }
    }
    return ranges;
  }

  /** Negative places count from the end; those beyond an end are drawn to it. */
  private static Range range(int axis, int start, int end, int step, int size) {
    int low = step > 0 ? 0 : -1;
    int high = step > 0 ? size : size - 1;
    int from = clamp(start < 0 ? (long) start + size : start, Math.max(low, 0), high);
    int to = clamp(end < 0 ? (long) end + size : end, low, high);
    long count = Math.ceilDiv((long) to - from, (long) step);
    return new Range(axis, from, (int) Math.max(0, count), step);
  }

  private static int clamp(long value, int low, int high) {
    return high < low ? low : Math.clamp(value, low, high);
  }

  /** Constants by padding, copies by picking. Negative padding cuts off. */
  static Value pad(NodeCall call) {
    Computed x = call.x();
    Composer c = call.composer();
    List<Integer> pads = pads(call);
    int count = pads.size() / 2;
    List<Integer> axes =
        call.has(3) ? call.wholes(3, "the axes") : IntStream.range(0, count).boxed().toList();
    Refusal.unless(
        pads.size() == 2 * axes.size() && (call.has(3) || count == x.rank()),
        pads.size() + " pads for " + axes.size() + " axes of " + x.text());
    String mode = call.attributes().text("mode", "constant");
    double value = call.number(2, call.attributes().real("value", 0));
    Computed padded = x;
    for (int i = 0; i < count; i++) {
      int before = pads.get(i);
      int after = pads.get(count + i);
      if (before != 0 || after != 0) {
        int axis = call.inner(axes.get(i), x);
        padded =
            mode.equals("constant")
                ? constant(c, padded, axis, before, after, value)
                : copies(call, padded, axis, mode, before, after);
      }
    }
    return padded;
  }

  private static List<Integer> pads(NodeCall call) {
    return call.attributes().has("paddings") // operator set 1
        ? call.attributes().wholes("paddings")
        : call.wholes("pads", 1).orElseThrow(() -> new Refusal("no pads"));
  }

  private static Computed constant(
      Composer c, Computed x, int axis, int before, int after, double value) {
    int from = Math.max(-before, 0);
    long count = (long) x.shape().get(axis) - from - Math.max(-(long) after, 0);
    Refusal.unless(count > 0, "padding cuts off all of " + x.text());
    Computed kept = c.slice(x, axis, from, (int) count, 1);
    return c.pad(kept, axis, Math.max(before, 0), Math.max(after, 0), value);
  }

  private static Computed copies(
      NodeCall call, Computed x, int axis, String mode, int before, int after) {
    Refusal.unless(
        List.of("edge", "reflect", "wrap").contains(mode),
        "padding by another mode than " + "constant, edge, reflect and wrap");
    int size = x.shape().get(axis);
    long count = (long) size + before + after;
    Refusal.unless(count > 0, "padding cuts off all of " + x.text());
    call.budget().hold(count);
    int[] places =
        IntStream.range(0, (int) count).map(i -> copied(mode, i - before, size)).toArray();
    return call.composer().gather(x, axis, places);
  }

  private static int copied(String mode, int place, int size) {
    return switch (mode) {
      case "edge" -> Math.clamp(place, 0, size - 1);
      case "wrap" -> Math.floorMod(place, size);
      default -> {
        int period = Math.max(2 * size - 2, 1);
        int folded = Math.floorMod(place, period);
        yield folded < size ? folded : period - folded;
      }
    };
  }

  /** An axis that is cut loses the odd element at its end, one that is padded gets it there. */
  static Value centerCropPad(NodeCall call) {
    Computed x = call.x();
    Composer c = call.composer();
    List<Integer> sizes = call.wholes(1, "the shape");
    List<Integer> given = call.attributes().wholes("axes");
    List<Integer> axes = given.isEmpty() ? IntStream.range(0, x.rank()).boxed().toList() : given;
    Refusal.unless(
        axes.size() == sizes.size(), sizes.size() + " sizes for " + axes.size() + " axes");
    Computed y = x;
    for (int i = 0; i < axes.size(); i++) {
      int axis = call.inner(axes.get(i), x);
      Refusal.unless(sizes.get(i) > 0, "a size of " + sizes.get(i));
      int more = sizes.get(i) - y.shape().get(axis);
      y =
          more < 0
              ? c.slice(y, axis, -more / 2, sizes.get(i), 1)
              : c.pad(y, axis, more / 2, more - more / 2, 0);
    }
    return y;
  }

  /** By numbers that are known; one alone takes the axis away. */
  static Value gather(NodeCall call) {
    Computed x = call.x();
    int axis = call.inner(call.attributes().whole("axis", 0), x);
    Integers indices = call.integers(1, "the indices");
    Refusal.unless(!indices.perExample(), "indices that belong to a batch");
    int[] places = places(indices, x.shape().get(axis));
    if (indices.sizes().isEmpty()) {
      Computed one = call.composer().slice(x, axis, places[0], 1, 1);
      List<Integer> sizes = new ArrayList<>(x.sizes());
      sizes.subList(axis, axis + 1).clear();
      return call.composer().reshape(one, sizes);
    }
    return call.composer().gather(x, axis, places, indices.sizes());
  }

  /** Indices from the front, each of which is one of the axis. */
  static int[] places(Integers indices, int size) {
    return Arrays.stream(indices.constants())
        .mapToInt(
            index -> {
              Refusal.unless(
                  index >= -size && index < size,
                  () -> "index " + index + " of an axis of " + size);
              return (int) (index < 0 ? index + size : index);
            })
        .toArray();
  }

  /** The numbers 0, 1 and so on along one axis; the others have size 1. */
  static Computed counting(NodeCall call, int rank, int axis, int count) {
    call.budget().hold(count);
    List<Integer> sizes = IntStream.range(0, rank).map(i -> i == axis ? count : 1).boxed().toList();
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return call.composer().constant(sizes, values);
  }

  /** A triangle of the last two axes, chosen by comparing their places. */
  static Value trilu(NodeCall call) {
    Computed x = call.x();
    Composer c = call.composer();
    int rank = x.shape().rank();
    Refusal.unless(rank >= 2, "no matrices in " + x.text());
    int diagonal = call.has(1) ? call.wholes(1, "k").getFirst() : 0;
    Computed columns = counting(call, rank, rank - 1, x.shape().get(rank - 1));
    Computed rows = c.shift(counting(call, rank, rank - 2, x.shape().get(rank - 2)), diagonal);
    BinaryFunction side =
        call.attributes().flag("upper", true)
            ? BinaryFunction.GREATER_OR_EQUAL
            : BinaryFunction.LESS_OR_EQUAL;
    return c.select(c.binary(side, columns, rows), x, c.constant(List.of(), 0));
  }

  /** Sums along an axis, as a product with a matrix of ones and zeros. */
  static Value cumulativeSum(NodeCall call) {
    Computed x = call.x();
    int axis = call.inner(call.wholes(1, "the axis").getFirst(), x);
    int size = x.shape().get(axis);
    boolean exclusive = call.attributes().flag("exclusive", false);
    boolean reverse = call.attributes().flag("reverse", false);
    call.budget().hold((long) size * size);
    float[] sums = new float[size * size];
    for (int from = 0; from < size; from++) {
      for (int to = 0; to < size; to++) {
        boolean before = reverse ? from > to : from < to;
        sums[from * size + to] = before || (from == to && !exclusive) ? 1 : 0;
      }
    }
    return alongAxis(call.composer(), x, axis, List.of(size, size), sums);
  }

  /**
   * Every row along an axis times a matrix.
   *
   * @param sizes of the matrix, {@code [size of the axis, new size]}
   */
  static Computed alongAxis(Composer c, Computed x, int axis, List<Integer> sizes, float[] matrix) {
    int rank = x.shape().rank();
    List<Integer> last = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      last.add(i < axis ? i : i == rank - 1 ? axis : i + 1);
    }
    List<Integer> back = IntStream.range(0, rank).map(last::indexOf).boxed().toList();
    Computed rows = c.permute(x, last);
    // One row would be no matrix.
    Computed matrices = rank == 1 ? c.reshape(rows, List.of(1, sizes.get(0))) : rows;
    Computed product = c.product(matrices, c.constant(sizes, matrix));
    return rank == 1 ? c.reshape(product, List.of(sizes.get(1))) : c.permute(product, back);
  }

  /** The elements of an axis, or of all as a row, whose condition is true. */
  static Value compress(NodeCall call) {
    Computed x = call.x();
    Composer c = call.composer();
    Integers condition = call.integers(1, "the condition");
    int[] places =
        IntStream.range(0, condition.count()).filter(i -> condition.value(i) != 0).toArray();
    Refusal.unless(places.length > 0, "a condition that is nowhere true");
    if (call.attributes().has("axis")) {
      int axis = call.inner(call.attributes().whole("axis", 0), x);
      Refusal.unless(condition.count() <= x.shape().get(axis), "a condition longer than the axis");
      return c.gather(x, axis, places);
    }
    Refusal.unless(
        !x.perExample(), "Compress without an axis would mix the examples of " + x.text());
    Refusal.unless(condition.count() <= x.count(), "a condition longer than " + x.text());
    return c.gather(c.reshape(x, List.of(x.count())), 0, places);
  }

  /**
   * Every output has an index of its own along the axis: the indices get a new axis before it, and
   * of the products with where they equal the places of the axis all but one vanish.
   */
  static Value gatherElements(NodeCall call) {
    Computed x = call.x();
    Composer c = call.composer();
    int axis = call.inner(call.attributes().whole("axis", 0), x);
    Integers indices = call.integers(1, "the indices");
    Refusal.unless(
        !x.perExample() && indices.rank() == x.rank(),
        "indices " + indices.text() + " for " + x.text());
    int rank = x.shape().rank();
    int[] places = places(indices, x.shape().get(axis));
    float[] numbers = Pieces.array(places.length, i -> places[i]);
    List<Integer> picked = new ArrayList<>(indices.sizes());
    picked.add(axis, 1);
    List<Integer> table = new ArrayList<>();
    Computed read = x;
    for (int i = 0; i < rank; i++) {
      if (i != axis) {
        Refusal.unless(indices.sizes().get(i) <= x.shape().get(i), "more indices than elements");
        read = c.slice(read, i, 0, indices.sizes().get(i), 1);
      }
      table.add(read.shape().get(i));
    }
    table.add(axis + 1, 1);
    Computed chosen =
        c.binary(
            BinaryFunction.EQUAL,
            c.constant(picked, numbers),
            counting(call, rank + 1, axis, x.shape().get(axis)));
    Computed products = c.binary(BinaryFunction.MULTIPLY, chosen, c.reshape(read, table));
    return c.reduce(Reduction.SUM, products, List.of(axis), false);
  }
}
