package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;

/** Arithmetic element by element. All may run in place of their first input. */
public sealed interface ElementwiseOp extends Op {
  /**
   * The shape of every tensor.
   *
   * @return the shape of one example, or of the whole tensor if it is not batched
   */
  Shape shape();

  /**
   * Reads n tensors, writes their sum, added in order.
   *
   * @param shape the shape of every tensor
   * @param terms how many, at least 1
   * @param batched whether the tensors have a row an example
   */
  record Add(Shape shape, int terms, boolean batched) implements ElementwiseOp {}

  /**
   * Reads a and b, writes a·b.
   *
   * @param shape the shape of every tensor
   */
  record Multiply(Shape shape) implements ElementwiseOp {}

  /**
   * Reads x, writes factor·x.
   *
   * @param shape the shape of both
   * @param factor the factor
   */
  record Scale(Shape shape, float factor) implements ElementwiseOp {}
}
