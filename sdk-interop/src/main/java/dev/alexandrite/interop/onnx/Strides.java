package dev.alexandrite.interop.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which element of a tensor each element of another is: permutations, slices, repetitions and
 * mirrored axes are all steps along axes.
 *
 * @param sizes of the result
 * @param steps for each of its axes, how far the next element lies in the base; 0 repeats
 * @param from where the first element lies
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Strides(List<Integer> sizes, int[] steps, int from) {
  /** All elements in their order. */
  static Strides rowMajor(List<Integer> sizes) {
    return new Strides(sizes, Sizes.strides(sizes), 0);
  }

  /** The axes in another order. */
  static Strides permuted(List<Integer> base, List<Integer> axes) {
    int[] strides = Sizes.strides(base);
    return new Strides(
        axes.stream().map(base::get).toList(),
        axes.stream().mapToInt(i -> strides[i]).toArray(),
        0);
  }

  /** Repeated to sizes that the base can be broadcast to. */
  static Strides broadcast(List<Integer> base, List<Integer> sizes) {
    int[] strides = Sizes.strides(base);
    int[] steps = new int[sizes.size()];
    int lacking = sizes.size() - base.size();
    for (int axis = lacking; axis < steps.length; axis++) {
      steps[axis] = base.get(axis - lacking) == 1 ? 0 : strides[axis - lacking];
    }
    return new Strides(sizes, steps, 0);
  }

  /** Some axis mirrored. */
  Strides mirrored(int axis) {
    int[] mirrored = steps.clone();
    mirrored[axis] = -steps[axis];
    return new Strides(sizes, mirrored, from + (sizes.get(axis) - 1) * steps[axis]);
  }

  /** Some elements of an axis. */
  Strides sliced(int axis, int first, int count, int step) {
    List<Integer> fewer = new ArrayList<>(sizes);
    fewer.set(axis, count);
    int[] changed = steps.clone();
    changed[axis] = steps[axis] * step;
    return new Strides(List.copyOf(fewer), changed, from + first * steps[axis]);
  }

  int count() {
    return Sizes.count(sizes);
  }

  /** The place in the base of an element of the result. */
  int place(int index) {
    int place = from;
    int rest = index;
    for (int axis = sizes.size() - 1; axis >= 0; axis--) {
      int size = sizes.get(axis);
      place += rest % size * steps[axis];
      rest /= size;
    }
    return place;
  }

  Walk walk() {
    return new Walk();
  }

  /** Goes through all elements of the result in order. */
  final class Walk {
    private final int[] bounds = sizes.stream().mapToInt(i -> i).toArray();
    private final int[] at = new int[bounds.length];
    private int place = from;

    /** The place in the base of the next element. */
    int next() {
      int current = place;
      for (int axis = bounds.length - 1; axis >= 0; axis--) {
        place += steps[axis];
        if (++at[axis] < bounds[axis]) {
          return current;
        }
        place -= bounds[axis] * steps[axis];
        at[axis] = 0;
      }
      return current;
    }
  }

  @Override
  public String toString() {
    return Sizes.text(sizes) + " by " + Arrays.toString(steps) + " from " + from;
  }
}
