package dev.alexandrite.cpu;

import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Where the elements of a tensor lie: a batched {@code [C, H, W]} as {@code [N, H, W, C]}, every
 * other one row-major.
 *
 * @param start the first element
 * @param row from one example to the next; 0 if there is one tensor for all
 * @param axes by axis, from one element to the next; 0 where the tensor is repeated
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Strides(int start, int row, int[] axes) {
  static Strides of(Operand operand) {
    Shape shape = operand.shape();
    int[] steps = new int[shape.rank()];
    if (operand.batched() && shape.rank() == 3) {
      steps[2] = shape.channels();
      steps[1] = shape.channels() * shape.width();
      steps[0] = 1;
    } else {
      int step = 1;
      for (int axis = steps.length - 1; axis >= 0; axis--) {
        steps[axis] = step;
        step *= shape.get(axis);
      }
    }
    return new Strides(0, operand.batched() ? shape.elements() : 0, steps);
  }

  /** A tensor repeated to a shape. */
  static Strides broadcast(Operand operand, Shape to) {
    Strides own = of(operand);
    int[] steps = new int[to.rank()];
    int missing = to.rank() - operand.shape().rank();
    for (int axis = missing; axis < to.rank(); axis++) {
      steps[axis] = operand.shape().get(axis - missing) == 1 ? 0 : own.axes[axis - missing];
    }
    return new Strides(0, own.row, steps);
  }

  /** The same tensor, every axis scaled and the start moved along it. */
  Strides scaled(int[] from, int[] step) {
    int moved = start;
    int[] steps = new int[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      moved += from[axis] * axes[axis];
      steps[axis] = step[axis] * axes[axis];
    }
    return new Strides(moved, row, steps);
  }

  /** Some of the elements. */
  Strides sliced(List<ShapeOp.Range> ranges) {
    return scaled(
        ranges.stream().mapToInt(ShapeOp.Range::from).toArray(),
        ranges.stream().mapToInt(ShapeOp.Range::step).toArray());
  }

  /** The elements that do not belong to the margins. */
  Strides within(List<ShapeOp.Margin> margins) {
    return scaled(
        margins.stream().mapToInt(ShapeOp.Margin::before).toArray(),
        margins.stream().mapToInt(margin -> margin.between() + 1).toArray());
  }

  /** Some of the axes, in the given order. */
  Strides select(List<Integer> chosen) {
    return new Strides(start, row, chosen.stream().mapToInt(axis -> axes[axis]).toArray());
  }
}
