package dev.alexandrite.testkit.golden;

import dev.alexandrite.spi.ShapeOp.Margin;
import dev.alexandrite.spi.ShapeOp.Range;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** ONNX's operators that take some elements, or put others around them. */
final class OnnxPicks {
  private OnnxPicks() {}

  static OnnxTensor slice(OnnxCall call) throws OutOfScope {
    OnnxTensor x = call.x();
    int[] starts = call.wholes("starts", 1).orElseThrow();
    int[] ends = call.wholes("ends", 2).orElseThrow();
    int[] axes = call.wholes("axes", 3).orElse(IntStream.range(0, starts.length).toArray());
    int[] steps = new int[starts.length];
    Arrays.fill(steps, 1);
    steps = call.has(4) ? call.wholes(4) : steps;
    List<Range> ranges = whole(x);
    for (int i = 0; i < axes.length; i++) {
      int axis = x.axis(axes[i]);
      ranges.set(axis, range(starts[i], ends[i], steps[i], x.size(axis)));
    }
    return call.composer().slice(x, ranges);
  }

  private static List<Range> whole(OnnxTensor x) {
    List<Range> ranges = new ArrayList<>();
    x.axes().forEach(axis -> ranges.add(new Range(0, x.size(axis), 1)));
    return ranges;
  }

  /** Negative places count from the end; those beyond an end are drawn to it. */
  private static Range range(int start, int end, int step, int size) throws OutOfScope {
    int low = step > 0 ? 0 : -1;
    int high = step > 0 ? size : size - 1;
    int from = Math.clamp(start < 0 ? (long) start + size : start, Math.max(low, 0), high);
    int to = Math.clamp(end < 0 ? (long) end + size : end, low, high);
    int count = Math.ceilDiv(to - from, step);
    OutOfScope.unless(count > 0, OnnxCase.EMPTY);
    return new Range(from, count, step);
  }

  /** Constants by padding, copies by picking. Negative padding cuts off. */
  static OnnxTensor pad(OnnxCall call) throws OutOfScope {
    OnnxTensor x = call.x();
    int[] pads = call.wholes("pads", 1).orElseThrow();
    int count = pads.length / 2;
    int[] axes = call.has(3) ? call.wholes(3) : IntStream.range(0, count).toArray();
    int[] before = new int[x.rank()];
    int[] after = new int[x.rank()];
    for (int i = 0; i < axes.length; i++) {
      before[x.axis(axes[i])] = pads[i];
      after[x.axis(axes[i])] = pads[count + i];
    }
    String mode = call.attributes().text("mode", "constant");
    return mode.equals("constant")
        ? constant(call, x, before, after)
        : copies(call.composer(), x, mode, before, after);
  }

  private static OnnxTensor constant(OnnxCall call, OnnxTensor x, int[] before, int[] after)
      throws OutOfScope {
    List<Range> kept = new ArrayList<>();
    List<Margin> margins = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      int from = Math.max(-before[axis], 0);
      int count = x.size(axis) - from - Math.max(-after[axis], 0);
      OutOfScope.unless(count > 0, OnnxCase.EMPTY);
      kept.add(new Range(from, count, 1));
      margins.add(new Margin(Math.max(before[axis], 0), Math.max(after[axis], 0), 0));
    }
    double value = call.number(2, call.attributes().number("value", 0));
    OnnxComposer c = call.composer();
    return c.pad(kept.equals(whole(x)) ? x : c.slice(x, kept), margins, value);
  }

  private static OnnxTensor copies(
      OnnxComposer c, OnnxTensor x, String mode, int[] before, int[] after) throws OutOfScope {
    OutOfScope.unless(List.of("edge", "reflect", "wrap").contains(mode), "padding by " + mode);
    OnnxTensor padded = x;
    for (int axis = 0; axis < x.rank(); axis++) {
      int size = x.size(axis);
      int first = -before[axis];
      if (first != 0 || after[axis] != 0) {
        int[] places =
            IntStream.range(first, size + after[axis])
                .map(place -> copied(mode, place, size))
                .toArray();
        padded = c.gather(padded, places, axis);
      }
    }
    return padded;
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
  static OnnxTensor centerCropPad(OnnxCall call) throws OutOfScope {
    OnnxTensor x = call.x();
    int[] sizes = call.wholes(1);
    int[] axes = call.attributes().wholes("axes", IntStream.range(0, x.rank()).toArray());
    List<Range> kept = whole(x);
    List<Margin> margins = new ArrayList<>();
    x.axes().forEach(_ -> margins.add(Margin.NONE));
    for (int i = 0; i < axes.length; i++) {
      int axis = x.axis(axes[i]);
      int more = sizes[i] - x.size(axis);
      if (more < 0) {
        kept.set(axis, new Range(-more / 2, sizes[i], 1));
      } else {
        margins.set(axis, new Margin(more / 2, more - more / 2, 0));
      }
    }
    OnnxComposer c = call.composer();
    return c.pad(c.slice(x, kept), margins, 0);
  }

  static OnnxTensor gather(OnnxCall call) throws OutOfScope {
    OnnxTensor x = call.x();
    int axis = x.axis(call.attributes().whole("axis", 0));
    return call.composer().gather(x, call.indices(1, fromFront(call, x.size(axis))), axis);
  }

  private static float[] fromFront(OnnxCall call, int size) throws OutOfScope {
    float[] indices = call.floats(1);
    for (int i = 0; i < indices.length; i++) {
      indices[i] += indices[i] < 0 ? size : 0;
    }
    return indices;
  }

  /**
   * Every output has an index of its own along the axis: the indices get a new axis before it, and
   * of the products with where they equal the places of the axis all but one vanish.
   */
  static OnnxTensor gatherElements(OnnxCall call) throws OutOfScope {
    OnnxTensor x = call.x();
    OnnxComposer c = call.composer();
    int axis = x.axis(call.attributes().whole("axis", 0));
    OnnxTensor indices = call.indices(1, fromFront(call, x.size(axis)));
    List<Range> read = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>(indices.shape().dimensions());
    sizes.add(axis, 1);
    List<Integer> table = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      int size = i == axis ? x.size(i) : indices.size(i);
      read.add(new Range(0, size, 1));
      table.add(size);
    }
    table.add(axis + 1, 1);
    OnnxTensor places = c.counting(x.rank() + 1, axis, x.size(axis));
    OnnxTensor chosen =
        c.binary(BinaryFunction.EQUAL, c.reshape(indices, new Shape(sizes)), places);
    OnnxTensor values = c.reshape(c.slice(x, read), new Shape(table));
    return c.reduce(Reduction.SUM, c.multiply(chosen, values), List.of(axis), false);
  }

  /** The elements of an axis, or of all as a row, whose condition is true. */
  static OnnxTensor compress(OnnxCall call) throws OutOfScope {
    OnnxTensor x = call.x();
    OnnxComposer c = call.composer();
    float[] condition = call.floats(1);
    int[] places = IntStream.range(0, condition.length).filter(i -> condition[i] != 0).toArray();
    OutOfScope.unless(places.length > 0, OnnxCase.EMPTY);
    return call.attributes().has("axis")
        ? c.gather(x, places, x.axis(call.attributes().whole("axis", 0)))
        : c.gather(c.reshape(x, Shape.of(x.shape().elements())), places, 0);
  }

  /** A triangle of the last two axes, chosen by comparing their places. */
  static OnnxTensor trilu(OnnxCall call) throws OutOfScope {
    OnnxTensor x = call.x();
    OnnxComposer c = call.composer();
    int rows = x.rank() - 2;
    OnnxTensor column = c.counting(x.rank(), rows + 1, x.size(rows + 1));
    OnnxTensor diagonal =
        c.shift(c.counting(x.rank(), rows, x.size(rows)), call.has(1) ? call.wholes(1)[0] : 0);
    BinaryFunction side =
        call.attributes().flag("upper", true)
            ? BinaryFunction.GREATER_OR_EQUAL
            : BinaryFunction.LESS_OR_EQUAL;
    return c.select(c.binary(side, column, diagonal), x, c.number(0));
  }
}
