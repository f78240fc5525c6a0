package dev.alexandrite.cuda;

import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where elements of a tensor lie that is walked through in the order of another shape. The first
 * axis counts examples; there is one of a tensor that goes with all of them.
 *
 * @param start the place of the first element
 * @param shape the order of the walk, examples first
 * @param steps by axis, from one element to the next; 0 where it is repeated
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Strides(long start, long[] shape, long[] steps) {
  /** A tensor repeated to another one. */
  static Strides repeated(Operand operand, Operand to, int rows) {
    Shape own = operand.shape();
    long[] ownSteps = rowMajor(own);
    long[] shape = sizes(to, to.shape().rank(), rows);
    long[] steps = new long[shape.length];
    steps[0] = operand.batched() == to.batched() ? own.elements() : 0;
    int missing = to.shape().rank() - own.rank();
    for (int axis = 0; axis < own.rank(); axis++) {
      boolean whole = own.get(axis) == to.shape().get(missing + axis);
      steps[1 + missing + axis] = whole ? ownSteps[axis] : 0;
    }
    return new Strides(0, shape, steps);
  }

  /** One example of a tensor after the other, each walked through with other steps. */
  static Strides walk(Operand operand, int rows, long start, Shape shape, long[] steps) {
    long[] all = new long[1 + steps.length];
    all[0] = operand.shape().elements();
    System.arraycopy(steps, 0, all, 1, steps.length);
    return new Strides(start, sizes(operand.withShape(shape), shape.rank(), rows), all);
  }

  INDArray in(Nd4jBuffer buffer) {
    return buffer.view(start, shape, steps);
  }

  /** The examples of a tensor in a run. */
  static int examples(Operand operand, int rows) {
    return operand.batched() ? rows : 1;
  }

  /** The elements of a tensor in a run. */
  static long elements(Operand operand, int rows) {
    return (long) examples(operand, rows) * operand.shape().elements();
  }

  /** Examples, then as many axes as asked for; those that the shape lacks have size 1. */
  static long[] sizes(Operand operand, int rank, int rows) {
    Shape shape = operand.shape();
    long[] sizes = new long[1 + rank];
    sizes[0] = examples(operand, rows);
    int missing = rank - shape.rank();
    for (int axis = 0; axis < rank; axis++) {
      sizes[1 + axis] = axis < missing ? 1 : shape.get(axis - missing);
    }
    return sizes;
  }

  /** From one element to the next along each axis of an example. */
  static long[] rowMajor(Shape shape) {
    long[] steps = new long[shape.rank()];
    long step = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      steps[axis] = step;
      step *= shape.get(axis);
    }
    return steps;
  }
}
