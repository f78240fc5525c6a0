package dev.alexandrite.core.checkpoint;

import dev.alexandrite.model.Shape;

/** Where a checkpoint's reader puts values, one tensor at a time. */
@FunctionalInterface
public interface TensorSink {
  /**
   * Takes one tensor, whose checksum was right.
   *
   * @param name its name
   * @param shape its shape
   * @param values all its values, row-major; the sink may keep the array
   */
  void accept(String name, Shape shape, float[] values);
}
