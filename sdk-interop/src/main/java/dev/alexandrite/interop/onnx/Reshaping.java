package dev.alexandrite.interop.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The sizes of what is reshaped, for tensors with a batch axis and for those without. */
final class Reshaping {
  private Reshaping() {}

  /**
   * Sizes that a graph computed or wrote.
   *
   * @param perExample whether the first of them was the batch, which is left out
   */
  record Target(boolean perExample, List<Integer> sizes) {}

  /** A shape whose first size may be the batch. */
  static Target target(Integers shape) {
    Refusal.unless(shape.sizes().size() == 1, "a shape has one axis, found " + shape.text());
    boolean perExample = shape.count() > 0 && shape.value(0) == 0 && shape.batches(0) == 1;
    List<Long> sizes = new ArrayList<>();
    for (int i = perExample ? 1 : 0; i < shape.count(); i++) {
      requireNoBatch(shape, i);
      sizes.add(shape.value(i));
    }
    return new Target(perExample, Sizes.checked(sizes));
  }

  private static void requireNoBatch(Integers shape, int index) {
    Refusal.unless(
        shape.batches(index) == 0,
        "size "
            + index
            + " of a shape depends on the batch; the batch has to stay the first axis, by itself");
  }

  /** {@code Reshape}: 0 is the size of before, unless it is none, and -1 what is left. */
  static List<Integer> reshape(Value x, Integers shape, boolean zeroIsNone, OptionalInt batch) {
    Refusal.unless(shape.sizes().size() == 1, "a shape has one axis, found " + shape.text());
    int from = 0;
    if (x.perExample()) {
      requireBatchFirst(x, shape, zeroIsNone, batch);
      from = 1;
    }
    List<Long> sizes = new ArrayList<>();
    int open = -1;
    for (int i = from; i < shape.count(); i++) {
      requireNoBatch(shape, i);
      long size = shape.value(i);
      if (size == 0 && !zeroIsNone) {
        Refusal.unless(
            i - from < x.sizes().size(),
            "size " + i + " is 0, but " + x.text() + " has no such axis");
        size = x.sizes().get(i - from);
      } else if (size == -1) {
        Refusal.unless(open < 0, "-1 stands twice in a shape");
        open = i - from;
        size = 1;
      }
      sizes.add(size);
    }
    return filled(x, sizes, open);
  }

  private static List<Integer> filled(Value x, List<Long> sizes, int open) {
    long known = Sizes.count(Sizes.checked(sizes));
    if (open >= 0) {
      Refusal.unless(known > 0 && x.count() % known == 0, mismatch(x, sizes));
      sizes.set(open, x.count() / known);
    }
    List<Integer> checked = Sizes.checked(sizes);
    Refusal.unless(Sizes.count(checked) == x.count(), mismatch(x, sizes));
    return checked;
  }

  private static String mismatch(Value x, List<Long> sizes) {
    return "a reshape of "
        + x.text()
        + " to "
        + Sizes.text(sizes)
        + (x.perExample() ? " an example, which would move the batch axis" : "");
  }

  /** The first size has to be the batch, however it is written; -1 is if the rest is an example. */
  private static void requireBatchFirst(
      Value x, Integers shape, boolean zeroIsNone, OptionalInt batch) {
    boolean first =
        shape.count() > 0
            && (shape.batches(0) == 0
                ? shape.value(0) == -1
                    || (shape.value(0) == 0 && !zeroIsNone)
                    || (batch.isPresent() && shape.value(0) == batch.getAsInt())
                : shape.batches(0) == 1 && shape.value(0) == 0);
    Refusal.unless(
        first, "a reshape of " + x.text() + " that moves the batch axis from the first place");
    if (shape.batches(0) == 0 && shape.value(0) == -1) {
      for (int i = 1; i < shape.count(); i++) {
        Refusal.unless(shape.value(i) != -1, "-1 stands twice in a shape");
      }
    }
  }

  /** {@code Flatten}: what is before the axis has to be the batch alone. */
  static List<Integer> flatten(Value x, int axis) {
    int rank = x.rank();
    Refusal.unless(axis >= -rank && axis <= rank, "axis " + axis + " of " + x.text());
    int place = axis < 0 ? axis + rank : axis;
    if (!x.perExample()) {
      int rows = Sizes.count(x.sizes().subList(0, place));
      return List.of(rows, Sizes.count(x.sizes().subList(place, rank)));
    }
    Refusal.unless(
        place >= 1 && Sizes.count(x.sizes().subList(0, place - 1)) == 1,
        "Flatten at axis " + axis + " would mix the examples of " + x.text());
    return List.of(x.count());
  }

  static List<Integer> squeeze(NodeCall call, Value x) {
    List<Integer> given = call.wholes("axes", 1).orElse(List.of());
    Refusal.unless(
        !given.isEmpty() || !x.perExample() || call.batch().orElse(2) > 1,
        "Squeeze without axes would take the batch axis of " + x.text() + " away; name the axes");
    List<Integer> gone = call.inner(given, x);
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < x.sizes().size(); axis++) {
      boolean one = x.sizes().get(axis) == 1;
      Refusal.unless(one || !gone.contains(axis), "axis of " + x.text() + " that is not 1");
      if (given.isEmpty() ? !one : !gone.contains(axis)) {
        sizes.add(x.sizes().get(axis));
      }
    }
    return sizes;
  }

  static List<Integer> unsqueeze(NodeCall call, Value x) {
    List<Integer> axes = call.wholes("axes", 1).orElseThrow(() -> new Refusal("no axes are given"));
    Refusal.unless(axes.size() <= 16, "more axes than any tensor has");
    int rank = x.rank() + axes.size();
    List<Integer> places =
        axes.stream().map(axis -> NodeCall.axis(axis, rank)).distinct().sorted().toList();
    Refusal.unless(places.size() == axes.size(), "axes " + axes + " name one twice");
    int lacking = x.perExample() ? 1 : 0;
    List<Integer> sizes = new ArrayList<>(x.sizes());
    for (int place : places) {
      Refusal.unless(
          place >= lacking, "Unsqueeze at axis 0 would move the batch axis of " + x.text());
      sizes.add(place - lacking, 1);
    }
    return sizes;
  }

  /** For every axis of an example's result, which of the example it is. */
  static List<Integer> permutation(NodeCall call, Value x) {
    List<Integer> given = call.attributes().wholes("perm");
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      axes.add(given.isEmpty() ? x.rank() - 1 - axis : axis < given.size() ? given.get(axis) : -1);
    }
    Refusal.unless(
        (given.isEmpty() || given.size() == x.rank())
            && axes.stream().distinct().count() == axes.size()
            && axes.stream().allMatch(axis -> axis >= 0 && axis < x.rank()),
        "perm " + given + " for " + x.text());
    if (!x.perExample()) {
      return axes;
    }
    Refusal.unless(
        axes.getFirst() == 0, "Transpose " + axes + " would move the batch axis of " + x.text());
    return axes.subList(1, axes.size()).stream().map(axis -> axis - 1).toList();
  }

  /** What a tensor is repeated to, by {@code Expand}. */
  static Target expand(Value x, Integers shape, OptionalInt batch) {
    Target wanted = target(x.perExample() ? withoutFixed(shape, x, batch) : shape);
    List<Integer> sizes = x.sizes();
    boolean perExample = x.perExample() || wanted.perExample();
    int rank = wanted.sizes().size() + (wanted.perExample() ? 1 : 0);
    Refusal.unless(
        !x.perExample() || rank <= x.rank(),
        "Expand would put axes before the batch axis of " + x.text());
    Refusal.unless(
        !wanted.perExample() || x.rank() <= rank, "Expand would put the batch behind another axis");
    if (!x.perExample() && wanted.perExample() && x.rank() == rank) {
      Refusal.unless(sizes.getFirst() == 1, x.text() + " expanded to a batch");
      sizes = sizes.subList(1, sizes.size());
    }
    return new Target(perExample, broadcast(sizes, wanted.sizes()));
  }

  /** A batch of known size, written as a number, as the batch. */
  private static Integers withoutFixed(Integers shape, Value x, OptionalInt batch) {
    if (shape.count() != x.rank() || shape.batches(0) != 0) {
      return shape;
    }
    long first = shape.value(0);
    Refusal.unless(
        first == 1 || (batch.isPresent() && first == batch.getAsInt()),
        "Expand would repeat the batch of " + x.text() + " " + first + " times");
    Integers rest =
        shape.view(false, Strides.rowMajor(shape.sizes()).sliced(0, 1, shape.count() - 1, 1));
    return rest;
  }

  /** The sizes that two tensors are broadcast to. */
  static List<Integer> broadcast(List<Integer> a, List<Integer> b) {
    int rank = Math.max(a.size(), b.size());
    List<Long> sizes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      int left = axis < rank - a.size() ? 1 : a.get(axis - rank + a.size());
      int right = axis < rank - b.size() ? 1 : b.get(axis - rank + b.size());
      Refusal.unless(
          left == right || left == 1 || right == 1,
          "[" + Sizes.text(a) + "] and [" + Sizes.text(b) + "] cannot be broadcast to each other");
      sizes.add((long) (left == 1 ? right : left));
    }
    return Sizes.checked(sizes);
  }
}
