package dev.alexandrite.observe.picture;

/**
 * From the lowest to the highest of some numbers.
 *
 * @param lowest finite
 * @param highest finite, not below it
 */
record Range(double lowest, double highest) {
  static Range of(float[] values) {
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      if (Float.isFinite(value)) {
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
      }
    }
    return lowest > highest ? new Range(0, 0) : new Range(lowest, highest);
  }

  /** The smallest range around 0 that holds this one and has 0 in its middle. */
  Range aroundZero() {
    double reach = Math.max(Math.abs(lowest), Math.abs(highest));
    return new Range(-reach, reach);
  }

  /** Where a value lies, 0 to 1; one half where all are equal. */
  double share(double value) {
    if (!Double.isFinite(value)) {
      return value == Double.POSITIVE_INFINITY ? 1 : 0;
    }
    return highest == lowest ? 0.5 : (value - lowest) / (highest - lowest);
  }
}
