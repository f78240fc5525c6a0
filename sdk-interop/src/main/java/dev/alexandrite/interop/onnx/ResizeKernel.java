package dev.alexandrite.interop.onnx;

import java.util.Arrays;

/**
 * What the elements of an axis count at a place between them.
 *
 * @param mode linear or cubic
 * @param cubic Keys' coefficient
 * @param antialias whether the kernel is widened where the axis is made smaller
 * @param excludeOutside whether elements beyond the ends count nothing, rather than as the last
 */
record ResizeKernel(String mode, double cubic, boolean antialias, boolean excludeOutside) {
  /** The matrix {@code [in, out]} that resizes rows. */
  float[] matrix(ResizedAxis axis, String coordinates) {
    float[] matrix = new float[axis.in() * axis.out()];
    double[] weights = new double[axis.in()];
    for (int i = 0; i < axis.out(); i++) {
      Arrays.fill(weights, 0);
      double place = axis.place(coordinates, i);
      boolean outside =
          coordinates.equals("tf_crop_and_resize") && (place < 0 || place > axis.in() - 1);
      if (!outside) {
        weigh(axis, place, weights);
      }
      for (int j = 0; j < axis.in(); j++) {
        matrix[j * axis.out() + i] = (float) weights[j];
      }
    }
    return matrix;
  }

  private void weigh(ResizedAxis axis, double place, double[] weights) {
    int left = (int) Math.ceil(place) - 1;
    double ratio = place - left;
    double narrow = antialias && axis.scale() < 1 ? axis.scale() : 1;
    int first = (int) Math.floor(-(mode.equals("cubic") ? 2 : 1) / narrow) + 1;
    double sum = 0;
    for (int i = first; i < 2 - first; i++) {
      boolean outside = left + i < 0 || left + i >= axis.in();
      if (!outside || !excludeOutside) {
        double weight = weight(Math.abs(narrow * (i - ratio)));
        weights[Math.clamp(left + i, 0, axis.in() - 1)] += weight;
        sum += weight;
      }
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
  }

  /** By the distance from the place; Keys, "Cubic convolution interpolation" (1981). */
  private double weight(double distance) {
    if (mode.equals("linear")) {
      return Math.max(1 - distance, 0);
    }
    if (distance <= 1) {
      return ((cubic + 2) * distance - (cubic + 3)) * distance * distance + 1;
    }
    return distance < 2
        ? ((cubic * distance - 5 * cubic) * distance + 8 * cubic) * distance - 4 * cubic
        : 0;
  }
}
