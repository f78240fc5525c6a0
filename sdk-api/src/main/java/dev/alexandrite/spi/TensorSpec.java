package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;

/**
 * The description of a tensor.
 *
 * @param name a name for messages; unique among persistent tensors
 * @param shape the shape of one example if batched, of the whole tensor if not
 * @param batched whether there is a row an example
 */
public record TensorSpec(String name, Shape shape, boolean batched) {
  /**
   * The size at a batch capacity.
   *
   * @param capacity the largest number of rows
   * @return the number of elements
   */
  public long elements(int capacity) {
    return (long) shape.elements() * (batched ? capacity : 1);
  }
}
