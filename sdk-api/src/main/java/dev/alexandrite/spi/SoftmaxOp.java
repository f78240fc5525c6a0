package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/** Softmax or its logarithm over an axis, with the maximum subtracted first. */
public sealed interface SoftmaxOp extends Op {
  /**
   * Every tensor.
   *
   * @return x, y and their gradients
   */
  Operand output();

  /**
   * What is normalised.
   *
   * @return the axis
   */
  int axis();

  /**
   * Which of the two.
   *
   * @return true for the logarithm
   */
  boolean log();

  /**
   * Reads x, writes y.
   *
   * @param output every tensor
   * @param axis what is normalised
   * @param log whether the logarithm is written
   */
  record Forward(Operand output, int axis, boolean log) implements SoftmaxOp {
    /**
     * Checks the axis.
     *
     * @throws IllegalArgumentException if the shape does not have it
     */
    public Forward {
      requireAxis(output, axis);
    }

    /**
     * Softmax of batched tensors over their first axis.
     *
     * @param shape one example
     */
    public Forward(Shape shape) {
      this(Operand.batched(shape), 0, false);
    }
  }

  /**
   * Reads y and dy, writes dx.
   *
   * @param output every tensor
   * @param axis what was normalised
   * @param log whether y is the logarithm
   */
  record Gradient(Operand output, int axis, boolean log) implements SoftmaxOp {
    /**
     * Checks the axis.
     *
     * @throws IllegalArgumentException if the shape does not have it
     */
    public Gradient {
      requireAxis(output, axis);
    }

    /**
     * Softmax of batched tensors over their first axis.
     *
     * @param shape one example
     */
    public Gradient(Shape shape) {
      this(Operand.batched(shape), 0, false);
    }
  }

  @Override
  default Signature signature() {
    return switch (this) {
      case Forward _ ->
          Signature.of(List.of(Signature.tensor("x", output())), Signature.tensor("y", output()));
      case Gradient _ ->
          Signature.of(
              List.of(Signature.tensor("y", output()), Signature.tensor("dy", output())),
              Signature.tensor("dx", output()));
    };
  }

  private static void requireAxis(Operand output, int axis) {
    if (axis < 0 || axis >= output.shape().rank()) {
      throw new IllegalArgumentException(
          "softmax over axis " + axis + " of " + output.shape() + ", which it does not have");
    }
  }
}
