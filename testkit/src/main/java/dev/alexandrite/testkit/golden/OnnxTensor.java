package dev.alexandrite.testkit.golden;

import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A tensor of a composition, all of it one example.
 *
 * @param name its name in the golden graph
 * @param shape the full shape
 */
record OnnxTensor(String name, Shape shape) {
  Operand operand() {
    return Operand.batched(shape);
  }

  int rank() {
    return shape.rank();
  }

  int size(int axis) {
    return shape.get(axis);
  }

  /** An axis that may be counted from the end, from the front. */
  int axis(int axis) {
    return axis < 0 ? axis + rank() : axis;
  }

  /** The elements over some neighbouring axes. */
  int product(int from, int to) {
    return shape.dimensions().subList(from, to).stream().reduce(1, (a, b) -> a * b);
  }

  List<Integer> axes() {
    return IntStream.range(0, rank()).boxed().toList();
  }

  /** The same shape but for one axis. */
  Shape resized(int axis, int size) {
    List<Integer> sizes = new ArrayList<>(shape.dimensions());
    sizes.set(axis, size);
    return new Shape(sizes);
  }
}
