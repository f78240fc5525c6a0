package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;

/**
 * What a general operator reads: examples with a row each, or one tensor for all of them, such as a
 * parameter. Where operands of both kinds meet, the one tensor goes with every row.
 *
 * @param shape one example if batched, the whole tensor if not
 * @param batched whether there is a row an example
 */
public record Operand(Shape shape, boolean batched) {
  /**
   * A tensor with a row an example.
   *
   * @param shape one example
   * @return the operand
   */
  public static Operand batched(Shape shape) {
    return new Operand(shape, true);
  }

  /**
   * One tensor for all examples.
   *
   * @param shape the tensor
   * @return the operand
   */
  public static Operand whole(Shape shape) {
    return new Operand(shape, false);
  }

  /**
   * The same kind with another shape.
   *
   * @param other the shape
   * @return the changed copy
   */
  public Operand withShape(Shape other) {
    return new Operand(other, batched);
  }
}
