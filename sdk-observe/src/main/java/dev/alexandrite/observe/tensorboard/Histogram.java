package dev.alexandrite.observe.tensorboard;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts numbers in buckets whose width grows with the magnitude: eight in every octave, told by
 * the leading bits of a float. What lies within 2^-40 of zero is in one bucket; what is not finite
 * is in none.
 */
final class Histogram {
  /** Sign and exponent have nine bits, and three of the significand make eight buckets. */
  private static final int SHIFT = Float.PRECISION - 1 - 3;

  private static final int SMALLEST = Float.floatToRawIntBits(0x1p-40f) >>> SHIFT;
  private static final int INFINITE = Float.floatToRawIntBits(Float.POSITIVE_INFINITY) >>> SHIFT;

  private final long[] below = new long[INFINITE];
  private final long[] above = new long[INFINITE];
  private long zero;
  private double least = Double.POSITIVE_INFINITY;
  private double largest = Double.NEGATIVE_INFINITY;
  private long count;
  private double sum;
  private double squares;

  void addAll(float[] values) {
    for (float value : values) {
      int magnitude = Float.floatToRawIntBits(value) & Integer.MAX_VALUE;
      int bucket = magnitude >>> SHIFT;
      if (bucket >= INFINITE) {
        continue;
      }
      if (bucket < SMALLEST) {
        zero++;
      } else if (value < 0) {
        below[bucket]++;
      } else {
        above[bucket]++;
      }
      least = Math.min(least, value);
      largest = Math.max(largest, value);
      sum += value;
      squares += (double) value * value;
      count++;
    }
  }

  long count() {
    return count;
  }

  /** HistogramProto of tensorflow/core/framework/summary.proto. */
  Message toMessage() {
    Buckets buckets = new Buckets();
    for (int bucket = INFINITE - 1; bucket >= SMALLEST; bucket--) {
      buckets.add(-edge(bucket + 1), -edge(bucket), below[bucket]);
    }
    buckets.add(-edge(SMALLEST), edge(SMALLEST), zero);
    for (int bucket = SMALLEST; bucket < INFINITE; bucket++) {
      buckets.add(edge(bucket), edge(bucket + 1), above[bucket]);
    }
    return new Message()
        .real(1, count == 0 ? 0 : least)
        .real(2, count == 0 ? 0 : largest)
        .real(3, (double) count)
        .real(4, sum)
        .real(5, squares)
        .reals(6, buckets.limits())
        .reals(7, buckets.counts());
  }

  private static double edge(int bucket) {
    return bucket == INFINITE ? 0x1p128 : Float.intBitsToFloat(bucket << SHIFT);
  }

  /** Upper limits and counts; empty buckets between two others become one. */
  private static final class Buckets {
    private final List<Double> limits = new ArrayList<>();
    private final List<Double> counts = new ArrayList<>();

    void add(double from, double to, long count) {
      if (count == 0) {
        return;
      }
      if (limits.isEmpty() || limits.getLast() != from) {
        limits.add(from);
        counts.add(0.0);
      }
      limits.add(to);
      counts.add((double) count);
    }

    double[] limits() {
      return limits.stream().mapToDouble(Double::doubleValue).toArray();
    }

    double[] counts() {
      return counts.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
