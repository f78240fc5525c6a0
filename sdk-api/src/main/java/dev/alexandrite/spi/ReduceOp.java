package dev.alexandrite.spi;

import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Makes one number of several. */
public sealed interface ReduceOp extends Op {
  /**
   * Reads x, writes what is left of it when axes are reduced, each sum one chain in row-major
   * order.
   *
   * @param reduction what is made of the numbers
   * @param input x
   * @param axes the axes, ascending, at least one
   * @param keepAxes whether reduced axes stay with size 1, else they go
   */
  record Axes(Reduction reduction, Operand input, List<Integer> axes, boolean keepAxes)
      implements ReduceOp {
    /**
     * Checks the axes.
     *
     * @throws IllegalArgumentException if there is none, one is not in the shape, or they do not
     *     ascend
     */
    public Axes {
      axes = List.copyOf(axes);
      boolean ascending = !axes.isEmpty() && axes.getFirst() >= 0;
      for (int i = 1; i < axes.size(); i++) {
        ascending &= axes.get(i - 1) < axes.get(i);
      }
      if (!ascending || axes.getLast() >= input.shape().rank()) {
        throw new IllegalArgumentException(
            "a reduction of " + input.shape() + " takes ascending axes of it, found " + axes);
      }
    }

    /**
     * How many numbers are made one.
     *
     * @return the product of the reduced sizes
     */
    public int count() {
      return axes.stream().mapToInt(input.shape()::get).reduce(1, (a, b) -> a * b);
    }

    /**
     * What it writes.
     *
     * @return the reduced tensor
     */
    public Operand output() {
      List<Integer> sizes = new ArrayList<>();
      for (int axis = 0; axis < input.shape().rank(); axis++) {
        if (!axes.contains(axis)) {
          sizes.add(input.shape().get(axis));
        } else if (keepAxes) {
          sizes.add(1);
        }
      }
      return input.withShape(new Shape(sizes));
    }

    @Override
    public Signature signature() {
      return Signature.of(List.of(Signature.tensor("x", input)), Signature.tensor("y", output()));
    }
  }

  /**
   * Reads a batched x, writes the sum of its rows by {@link BatchTree}: the gradient of what was
   * one tensor for all examples.
   *
   * @param shape one example, and the whole sum
   */
  record Batch(Shape shape) implements ReduceOp {
    @Override
    public Signature signature() {
      return Signature.of(List.of(Signature.batched("x", shape)), Signature.whole("y", shape));
    }
  }
}
