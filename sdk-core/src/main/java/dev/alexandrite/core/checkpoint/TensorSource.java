package dev.alexandrite.core.checkpoint;

/** Where a checkpoint's writer gets values; asked for one tensor at a time to save memory. */
@FunctionalInterface
public interface TensorSource {
  /**
   * Reads one tensor.
   *
   * @param name its name
   * @return all its values
   */
  TensorValues read(String name);
}
