package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/** The steps of batch normalisation at one position, features side by side. */
final class BatchNormKernel {
  private BatchNormKernel() {}

  static float inverseDeviation(float variance, float epsilon) {
    return (float) (1.0 / Math.sqrt((double) variance + epsilon));
  }

  /** {@code sum += (x - mean)²}. */
  static void addSquaredDeviations(
      float[] x, int xAt, float[] mean, int meanAt, float[] sum, int count) {
    int c = 0;
    for (; c <= count - LANES; c += LANES) {
      FloatVector deviation = deviation(x, xAt + c, mean, meanAt + c);
      deviation.fma(deviation, FloatVector.fromArray(SPECIES, sum, c)).intoArray(sum, c);
    }
    for (; c < count; c++) {
      float deviation = x[xAt + c] - mean[meanAt + c];
      sum[c] = Math.fma(deviation, deviation, sum[c]);
    }
  }

  /** {@code y = (x - mean) · factor + shift}. */
  static void perFeature(
      float[] x,
      int xAt,
      float[] mean,
      int meanAt,
      float[] factor,
      float[] shift,
      int shiftAt,
      float[] y,
      int yAt,
      int count) {
    int c = 0;
    for (; c <= count - LANES; c += LANES) {
      deviation(x, xAt + c, mean, meanAt + c)
          .fma(
              FloatVector.fromArray(SPECIES, factor, c),
              FloatVector.fromArray(SPECIES, shift, shiftAt + c))
          .intoArray(y, yAt + c);
    }
    for (; c < count; c++) {
      y[yAt + c] = Math.fma(x[xAt + c] - mean[meanAt + c], factor[c], shift[shiftAt + c]);
    }
  }

  /** {@code sum += dy · (x - mean) · inverse}. */
  static void addNormalizedProducts(
      float[] x,
      int xAt,
      float[] mean,
      int meanAt,
      float[] inverse,
      int inverseAt,
      float[] dy,
      int dyAt,
      float[] sum,
      int count) {
    int c = 0;
    for (; c <= count - LANES; c += LANES) {
      deviation(x, xAt + c, mean, meanAt + c)
          .mul(FloatVector.fromArray(SPECIES, inverse, inverseAt + c))
          .fma(FloatVector.fromArray(SPECIES, dy, dyAt + c), FloatVector.fromArray(SPECIES, sum, c))
          .intoArray(sum, c);
    }
    for (; c < count; c++) {
      float normalized = (x[xAt + c] - mean[meanAt + c]) * inverse[inverseAt + c];
      sum[c] = Math.fma(normalized, dy[dyAt + c], sum[c]);
    }
  }

  /** {@code dx = factor · (dy - meanSlope - (x - mean) · inverse · meanProduct)}. */
  static void gradientPerFeature(
      float[] x,
      int xAt,
      float[] mean,
      int meanAt,
      float[] inverse,
      int inverseAt,
      float[] dy,
      int dyAt,
      float[] factor,
      float[] meanSlope,
      float[] meanProduct,
      float[] dx,
      int dxAt,
      int count) {
    int c = 0;
    for (; c <= count - LANES; c += LANES) {
      FloatVector projection =
          deviation(x, xAt + c, mean, meanAt + c)
              .mul(FloatVector.fromArray(SPECIES, inverse, inverseAt + c))
              .mul(FloatVector.fromArray(SPECIES, meanProduct, c));
      FloatVector.fromArray(SPECIES, dy, dyAt + c)
          .sub(FloatVector.fromArray(SPECIES, meanSlope, c))
          .sub(projection)
          .mul(FloatVector.fromArray(SPECIES, factor, c))
          .intoArray(dx, dxAt + c);
    }
    for (; c < count; c++) {
      float projection = (x[xAt + c] - mean[meanAt + c]) * inverse[inverseAt + c] * meanProduct[c];
      dx[dxAt + c] = (dy[dyAt + c] - meanSlope[c] - projection) * factor[c];
    }
  }

  private static FloatVector deviation(float[] x, int xAt, float[] mean, int meanAt) {
    return FloatVector.fromArray(SPECIES, x, xAt).sub(FloatVector.fromArray(SPECIES, mean, meanAt));
  }
}
