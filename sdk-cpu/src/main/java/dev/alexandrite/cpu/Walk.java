package dev.alexandrite.cpu;

import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Walks through several tensors at the same time. Axes of size 1 are left out, and those are joined
 * that all tensors walk through without a jump, so that what lies side by side is one axis. The
 * batch, if there is one, belongs to the first axis.
 */
final class Walk {
  private final boolean batched;
  private final int[] starts;
  private final int[] sizes;
  private final int[][] strides;

  private Walk(boolean batched, List<Axis> axes, Strides[] tensors) {
    this.batched = batched;
    this.starts = Arrays.stream(tensors).mapToInt(Strides::start).toArray();
    this.sizes = axes.stream().mapToInt(Axis::size).toArray();
    this.strides = new int[tensors.length][];
    for (int t = 0; t < tensors.length; t++) {
      int tensor = t;
      strides[t] = axes.stream().mapToInt(axis -> axis.steps[tensor]).toArray();
    }
  }

  /** One axis; of the batch it has the size of one example. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Axis(int size, int[] steps) {
    /** Whether every tensor goes from the end of the inner axis to the next outer element. */
    boolean continues(Axis inner) {
      for (int t = 0; t < steps.length; t++) {
        if (steps[t] != inner.steps[t] * inner.size) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * In the order in which the first tensor lies in memory.
   *
   * @param batched whether the batch is walked through too
   * @param shape the walk's axes
   * @param tensors what is walked through
   */
  static Walk of(boolean batched, Shape shape, Strides... tensors) {
    List<Axis> axes = axes(shape, tensors);
    axes.sort(Comparator.comparingInt((Axis axis) -> Math.abs(axis.steps[0])).reversed());
    return of(batched, axes, tensors);
  }

  /**
   * In the order of the axes.
   *
   * @param batched whether the batch is walked through too, outermost
   * @param shape the walk's axes
   * @param tensors what is walked through
   */
  static Walk inOrder(boolean batched, Shape shape, Strides... tensors) {
    return of(batched, axes(shape, tensors), tensors);
  }

  private static Walk of(boolean batched, List<Axis> axes, Strides[] tensors) {
    if (batched) {
      axes.addFirst(new Axis(1, Arrays.stream(tensors).mapToInt(Strides::row).toArray()));
    }
    return new Walk(batched, joined(axes, tensors.length), tensors);
  }

  private static List<Axis> axes(Shape shape, Strides[] tensors) {
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      int axis = i;
      if (shape.get(axis) > 1) {
        int[] steps = Arrays.stream(tensors).mapToInt(tensor -> tensor.axes()[axis]).toArray();
        axes.add(new Axis(shape.get(axis), steps));
      }
    }
    return axes;
  }

  private static List<Axis> joined(List<Axis> axes, int tensors) {
    List<Axis> joined = new ArrayList<>();
    for (Axis axis : axes) {
      if (!joined.isEmpty() && joined.getLast().continues(axis)) {
        Axis outer = joined.removeLast();
        joined.add(new Axis(outer.size * axis.size, axis.steps));
      } else {
        joined.add(axis);
      }
    }
    if (joined.isEmpty()) {
      int[] steps = new int[tensors];
      Arrays.fill(steps, 1);
      joined.add(new Axis(1, steps));
    }
    return joined;
  }

  /** The innermost axis. */
  int last() {
    return sizes.length - 1;
  }

  int size(int axis, int rows) {
    return batched && axis == 0 ? sizes[0] * rows : sizes[axis];
  }

  int stride(int tensor, int axis) {
    return strides[tensor][axis];
  }

  int start(int tensor) {
    return starts[tensor];
  }

  /** The number of elements. */
  int total(int rows) {
    int total = 1;
    for (int axis = 0; axis < sizes.length; axis++) {
      total = Math.multiplyExact(total, size(axis, rows));
    }
    return total;
  }

  /** Whether two tensors lie in the same order, without gaps between what is walked through. */
  boolean alike(int tensor, int other) {
    return Arrays.equals(strides[tensor], strides[other]);
  }

  /** Where a tensor's element lies, counted in the order of the walk. */
  int offset(int tensor, int element) {
    int offset = starts[tensor];
    int rest = element;
    for (int axis = sizes.length - 1; axis > 0; axis--) {
      offset += rest % sizes[axis] * strides[tensor][axis];
      rest /= sizes[axis];
    }
    return offset + rest * strides[tensor][0];
  }

  /** How many elements from one on are walked through along the innermost axis. */
  private int run(int element, int limit) {
    int last = sizes.length - 1;
    return last == 0 ? limit : Math.min(limit, sizes[last] - element % sizes[last]);
  }

  /**
   * Copies a tensor's elements together.
   *
   * @param tensor which tensor
   * @param from holds it
   * @param at where it begins
   * @param element the first element, counted in the order of the walk
   * @param count how many
   * @param to receives them
   * @param target where the first goes
   */
  void gather(int tensor, float[] from, int at, int element, int count, float[] to, int target) {
    int step = strides[tensor][last()];
    for (int done = 0; done < count; ) {
      int run = run(element + done, count - done);
      int in = at + offset(tensor, element + done);
      int out = target + done;
      if (step == 1) {
        System.arraycopy(from, in, to, out, run);
      } else if (step == 0) {
        Arrays.fill(to, out, out + run, from[in]);
      } else {
        for (int i = 0; i < run; i++) {
          to[out + i] = from[in + i * step];
        }
      }
      done += run;
    }
  }

  /** The way back of {@link #gather}. */
  void scatter(int tensor, float[] from, int source, int element, int count, float[] to, int at) {
    int step = strides[tensor][last()];
    for (int done = 0; done < count; ) {
      int run = run(element + done, count - done);
      int in = source + done;
      int out = at + offset(tensor, element + done);
      if (step == 1) {
        System.arraycopy(from, in, to, out, run);
      } else {
        for (int i = 0; i < run; i++) {
          to[out + i * step] = from[in + i];
        }
      }
      done += run;
    }
  }
}
