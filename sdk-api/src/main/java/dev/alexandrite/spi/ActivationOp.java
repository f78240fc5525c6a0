package dev.alexandrite.spi;

import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;

/** Pointwise nonlinearities. */
public sealed interface ActivationOp extends Op {
  /**
   * Reads x, writes y. May run in place.
   *
   * @param shape the shape of x and y
   * @param activation the nonlinearity
   */
  record Forward(Shape shape, Activation activation) implements ActivationOp {}

  /**
   * Reads y (or x, see {@link Activation#gradientFromOutput()}) and dy, writes dx. May run in place
   * of dy.
   *
   * @param shape the shape of every tensor
   * @param activation the nonlinearity
   */
  record Gradient(Shape shape, Activation activation) implements ActivationOp {}
}
