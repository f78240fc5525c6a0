package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/** Moves elements without computing. */
public sealed interface ShapeOp extends Op {
  /**
   * Reads n tensors, writes them joined along the first axis (channels).
   *
   * @param parts the shapes of the inputs, equal but for their first size
   */
  record Concat(List<Shape> parts) implements ShapeOp {}

  /**
   * Reads x, writes channels {@code from .. from + channels - 1} of it: the gradient of {@link
   * Concat}.
   *
   * @param input the shape of x
   * @param from the first channel
   * @param channels how many
   */
  record Slice(Shape input, int from, int channels) implements ShapeOp {}

  /**
   * Reads x of one shape, writes the same elements, in row-major order, in another: flatten and its
   * gradient.
   *
   * @param input the shape of x
   * @param output the shape of y
   */
  record Reshape(Shape input, Shape output) implements ShapeOp {}
}
