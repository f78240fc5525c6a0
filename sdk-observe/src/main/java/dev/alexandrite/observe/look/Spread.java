package dev.alexandrite.observe.look;

import java.util.Arrays;

/**
 * The range of some measure over images; zeros if there are none.
 *
 * @param least the smallest
 * @param median the middle one, the lower of two
 * @param most the largest
 */
public record Spread(double least, double median, double most) {
  static Spread of(double[] values) {
    if (values.length == 0) {
      return new Spread(0, 0, 0);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(sorted[0], sorted[(sorted.length - 1) / 2], sorted[sorted.length - 1]);
  }
}
