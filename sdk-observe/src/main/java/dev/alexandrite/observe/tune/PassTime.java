package dev.alexandrite.observe.tune;

import java.util.OptionalDouble;

/**
 * What one pass of a layer takes.
 *
 * @param seconds the median of the runs
 * @param flops its floating-point operations, see {@link OperatorTime}
 * @param bytes the bytes of the inputs and outputs of its operators
 * @param leastSeconds what its operators would take at the roof; 0 if that is not known
 */
public record PassTime(double seconds, long flops, long bytes, double leastSeconds) {
  /**
   * The rate of arithmetic.
   *
   * @return GFLOP/s; empty where there is none that is counted
   */
  public OptionalDouble gigaflops() {
    return flops == 0 || seconds == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(flops / seconds * 1e-9);
  }

  /**
   * How near it is to the roof.
   *
   * @return the least time ÷ the time: 1 at the roof, and above it where an algorithm does with
   *     fewer operations than the direct one, as Winograd's, or finds its data in a cache; empty if
   *     the roof is not known
   */
  public OptionalDouble share() {
    return leastSeconds == 0 || seconds == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(leastSeconds / seconds);
  }
}
