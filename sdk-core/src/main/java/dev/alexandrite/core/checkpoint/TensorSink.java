package dev.alexandrite.core.checkpoint;

import dev.alexandrite.tensor.Shape;

/** Where a checkpoint's reader puts values, one tensor at a time. */
@FunctionalInterface
public interface TensorSink {
  /**
   * Takes one tensor. Its checksum is compared afterwards; where it was wrong, reading ends with an
   * exception, and what was taken must not be used.
   *
   * @param name its name
   * @param shape its shape
   * @param values its values; what the sink does not ask for is skipped
   */
  void accept(String name, Shape shape, TensorValues values);
}
