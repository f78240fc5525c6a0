package dev.alexandrite.interop.onnx;

import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Arithmetic with the sizes of tensors, some of which a stranger wrote. */
final class Sizes {
  /** More axes than any model has, and few enough for every list of them. */
  private static final int MOST_AXES = 16;

  private Sizes() {}

  /** Sizes as a file has them, each at least 0, together no more than an int counts. */
  static List<Integer> checked(List<Long> sizes) {
    Refusal.unless(
        sizes.size() <= MOST_AXES,
        "a tensor of " + sizes.size() + " axes, expected at most " + MOST_AXES);
    long product = 1;
    List<Integer> checked = new ArrayList<>();
    for (long size : sizes) {
      Refusal.unless(size >= 0, "the size " + size + " of an axis in " + text(sizes));
      Refusal.unless(
          size <= Integer.MAX_VALUE && (product *= size) <= Integer.MAX_VALUE,
          "a tensor of " + text(sizes) + ", more than 2^31-1 elements");
      checked.add((int) size);
    }
    return List.copyOf(checked);
  }

  /** The elements of sizes that were checked. */
  static int count(List<Integer> sizes) {
    int product = 1;
    for (int size : sizes) {
      product *= size;
    }
    return product;
  }

  /** The shape of a tensor that a layer computes with. */
  static Shape shape(List<Integer> sizes) {
    List<Integer> checked = checked(sizes.stream().map(Integer::longValue).toList());
    Refusal.unless(
        !checked.contains(0), "a tensor without elements, " + text(sizes) + ", in the network");
    return new Shape(checked);
  }

  /** For every axis, how many elements lie from one to the next, row-major. */
  static int[] strides(List<Integer> sizes) {
    int[] strides = new int[sizes.size()];
    int stride = 1;
    for (int axis = sizes.size() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(1, sizes.get(axis));
    }
    return strides;
  }

  /** A list with one entry changed. */
  static List<Integer> with(List<Integer> sizes, int axis, int size) {
    List<Integer> changed = new ArrayList<>(sizes);
    changed.set(axis, size);
    return List.copyOf(changed);
  }

  static String text(List<? extends Number> sizes) {
    return sizes.stream().limit(MOST_AXES).map(String::valueOf).collect(Collectors.joining("×"))
        + (sizes.size() > MOST_AXES ? "×…" : "");
  }
}
