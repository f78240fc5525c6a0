package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The steps of batch normalisation that go through maps element by element; their sums are {@link
 * PositionSums}. Numbers of a channel are in the order of a {@link ChannelCycle}.
 */
final class BatchNormKernel {
  private BatchNormKernel() {}

  static float inverseDeviation(float variance, float epsilon) {
    return (float) (1.0 / Math.sqrt((double) variance + epsilon));
  }

  /** {@code y = (x - mean) · factor + shift}, from the first channel of a position on. */
  static void normalize(
      ChannelCycle cycle,
      float[] x,
      int xAt,
      float[] mean,
      float[] factor,
      float[] shift,
      float[] y,
      int yAt,
      int count) {
    int c = 0;
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i)
          .sub(FloatVector.fromArray(SPECIES, mean, c))
          .fma(FloatVector.fromArray(SPECIES, factor, c), FloatVector.fromArray(SPECIES, shift, c))
          .intoArray(y, yAt + i);
      c = cycle.next(c);
    }
    for (; i < count; i++) {
      y[yAt + i] = Math.fma(x[xAt + i] - mean[c], factor[c], shift[c]);
      c++; // what is left is shorter than a vector, and the numbers go on for one
    }
  }

  /** {@code dx = factor · (dy - meanSlope - (x - mean) · inverse · meanProduct)}. */
  static void gradient(
      ChannelCycle cycle,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] mean,
      float[] inverse,
      float[] factor,
      float[] meanSlope,
      float[] meanProduct,
      float[] dx,
      int dxAt,
      int count) {
    int c = 0;
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector projection =
          FloatVector.fromArray(SPECIES, x, xAt + i)
              .sub(FloatVector.fromArray(SPECIES, mean, c))
              .mul(FloatVector.fromArray(SPECIES, inverse, c))
              .mul(FloatVector.fromArray(SPECIES, meanProduct, c));
      FloatVector.fromArray(SPECIES, dy, dyAt + i)
          .sub(FloatVector.fromArray(SPECIES, meanSlope, c))
          .sub(projection)
          .mul(FloatVector.fromArray(SPECIES, factor, c))
          .intoArray(dx, dxAt + i);
      c = cycle.next(c);
    }
    for (; i < count; i++) {
      float projection = (x[xAt + i] - mean[c]) * inverse[c] * meanProduct[c];
      dx[dxAt + i] = (dy[dyAt + i] - meanSlope[c] - projection) * factor[c];
      c++; // what is left is shorter than a vector, and the numbers go on for one
    }
  }
}
