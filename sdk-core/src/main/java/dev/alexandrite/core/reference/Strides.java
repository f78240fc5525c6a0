package dev.alexandrite.core.reference;

import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.Shape;

/**
 * Where elements of a tensor lie that is walked through in the order of another shape.
 *
 * @param shape the order of the walk
 * @param start the place of the first element
 * @param steps by axis of that shape, from one element to the next; 0 where it is repeated
 * @param row from one example to the next; 0 if there is one for all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Strides(Shape shape, int start, int[] steps, int row) {
  /** A tensor in its own order. */
  static Strides of(Operand operand) {
    return broadcast(operand, operand.shape());
  }

  /** A tensor repeated to a shape. */
  static Strides broadcast(Operand operand, Shape to) {
    int[] own = rowMajor(operand.shape());
    int[] steps = new int[to.rank()];
    int missing = to.rank() - operand.shape().rank();
    for (int axis = missing; axis < to.rank(); axis++) {
      steps[axis] = operand.shape().get(axis - missing) == 1 ? 0 : own[axis - missing];
    }
    return new Strides(to, 0, steps, row(operand));
  }

  static int row(Operand operand) {
    return operand.batched() ? operand.shape().elements() : 0;
  }

  /** From one element to the next along each axis. */
  static int[] rowMajor(Shape shape) {
    int[] steps = new int[shape.rank()];
    int step = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      steps[axis] = step;
      step *= shape.get(axis);
    }
    return steps;
  }

  /** The place of an element, counted in the order of the walk, of one example. */
  int place(int example, int element) {
    int place = start + example * row;
    int rest = element;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      place += rest % shape.get(axis) * steps[axis];
      rest /= shape.get(axis);
    }
    return place;
  }

  /** The examples of a tensor in a run. */
  static int examples(Operand operand, int rows) {
    return operand.batched() ? rows : 1;
  }
}
