package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Loops over contiguous elements. The tail that does not fill a vector runs the same operations one
 * element at a time, so the result does not depend on where it begins.
 */
final class Arithmetic {
  private Arithmetic() {}

  /** {@code y = a + b}. */
  static void add(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .add(FloatVector.fromArray(SPECIES, b, bAt + i))
          .intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = a[aAt + i] + b[bAt + i];
    }
  }

  /** {@code y = a · b}. */
  static void multiply(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .mul(FloatVector.fromArray(SPECIES, b, bAt + i))
          .intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = a[aAt + i] * b[bAt + i];
    }
  }

  /** {@code sum += a · b}. */
  static void addProduct(float[] a, int aAt, float[] b, int bAt, float[] sum, int at, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .fma(
              FloatVector.fromArray(SPECIES, b, bAt + i),
              FloatVector.fromArray(SPECIES, sum, at + i))
          .intoArray(sum, at + i);
    }
    for (; i < count; i++) {
      sum[at + i] = Math.fma(a[aAt + i], b[bAt + i], sum[at + i]);
    }
  }

  /** {@code y = x · factor}. */
  static void scale(float[] x, int xAt, float factor, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i).mul(factor).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = x[xAt + i] * factor;
    }
  }

  /** {@code y = x / divisor}. */
  static void divide(float[] x, int xAt, float divisor, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i).div(divisor).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = x[xAt + i] / divisor;
    }
  }

  /** {@code a = aWeight · a + bWeight · b}. */
  static void blend(
      float[] a, int aAt, float aWeight, float[] b, int bAt, float bWeight, int count) {
    FloatVector weight = FloatVector.broadcast(SPECIES, aWeight);
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .fma(weight, FloatVector.fromArray(SPECIES, b, bAt + i).mul(bWeight))
          .intoArray(a, aAt + i);
    }
    for (; i < count; i++) {
      a[aAt + i] = Math.fma(a[aAt + i], aWeight, b[bAt + i] * bWeight);
    }
  }

  /** {@code sum += x / divisor}. */
  static void addQuotient(float[] x, int xAt, float divisor, float[] sum, int at, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, sum, at + i)
          .add(FloatVector.fromArray(SPECIES, x, xAt + i).div(divisor))
          .intoArray(sum, at + i);
    }
    for (; i < count; i++) {
      sum[at + i] += x[xAt + i] / divisor;
    }
  }
}
