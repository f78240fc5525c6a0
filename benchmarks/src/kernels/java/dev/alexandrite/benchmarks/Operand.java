package dev.alexandrite.benchmarks;

import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;

/**
 * An input of a kernel.
 *
 * @param spec the tensor
 * @param content what it holds
 */
record Operand(TensorSpec spec, Content content) {
  /** What a tensor holds. */
  sealed interface Content {}

  /**
   * Random values, uniformly distributed.
   *
   * @param low the least
   * @param high the greatest
   */
  record Uniform(double low, double high) implements Content {}

  /**
   * Random class numbers.
   *
   * @param classes how many there are
   */
  record Labels(int classes) implements Content {}

  /**
   * What another operator makes of the first input, such as the output that a gradient reads.
   *
   * @param op the operator
   */
  record ResultOf(Op op) implements Content {}

  static Operand batch(String name, Shape shape) {
    return batch(name, shape, new Uniform(-1, 1));
  }

  static Operand batch(String name, Shape shape, Content content) {
    return new Operand(new TensorSpec(name, shape, true), content);
  }

  static Operand whole(String name, Shape shape) {
    return new Operand(new TensorSpec(name, shape, false), new Uniform(-1, 1));
  }
}
