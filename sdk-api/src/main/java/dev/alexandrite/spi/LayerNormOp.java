package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;

/**
 * Layer normalisation over the trailing {@code width} elements (in row-major order of the shape) of
 * every example. Scale and shift are {@code float32[width]}; statistics have one entry a group.
 */
public sealed interface LayerNormOp extends Op {
  /**
   * One example.
   *
   * @return the shape of x
   */
  Shape shape();

  /**
   * How many trailing elements are normalised together.
   *
   * @return a divisor of the shape's elements
   */
  int width();

  /**
   * Reads x, scale, shift; writes y, mean, inverseDeviation (each {@code elements / width} an
   * example).
   *
   * @param shape one example
   * @param width elements normalised together
   * @param epsilon added to the variance
   */
  record Forward(Shape shape, int width, float epsilon) implements LayerNormOp {}

  /**
   * Reads x, dy, scale, mean, inverseDeviation; writes dx, dscale, dshift.
   *
   * @param shape one example
   * @param width elements normalised together
   */
  record Gradient(Shape shape, int width) implements LayerNormOp {}
}
