package dev.alexandrite.core.checkpoint;

/** Who takes the values of weights. */
@FunctionalInterface
public interface WeightTarget {
  /**
   * Takes a part of a tensor.
   *
   * @param name the tensor
   * @param from the part's first element in the row-major tensor
   * @param values the part's values
   */
  void upload(String name, int from, float[] values);
}
