package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;

/** Softmax over the first axis (classes, channels), with the maximum subtracted first. */
public sealed interface SoftmaxOp extends Op {
  /**
   * Reads x, writes y.
   *
   * @param shape one example
   */
  record Forward(Shape shape) implements SoftmaxOp {}

  /**
   * Reads y and dy, writes dx.
   *
   * @param shape one example
   */
  record Gradient(Shape shape) implements SoftmaxOp {}
}
