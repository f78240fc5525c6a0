package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The steps of local response normalisation over a run of contiguous channels. The sum over a
 * window stands twice, because a loop that returns a vector may be compiled by itself, and then
 * every sum becomes an object.
 */
final class ResponseNormKernel {
  private ResponseNormKernel() {}

  /** {@code d[f] = k + alpha · (squares[f] + ... + squares[f + size - 1])}. */
  static void denominators(float[] squares, int size, float alpha, float k, float[] d, int count) {
    FloatVector scale = FloatVector.broadcast(SPECIES, alpha);
    FloatVector constant = FloatVector.broadcast(SPECIES, k);
    int f = 0;
    for (; f <= count - LANES; f += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, squares, f);
      for (int i = 1; i < size; i++) {
        sum = FloatVector.fromArray(SPECIES, squares, f + i).add(sum);
      }
      scale.fma(sum, constant).intoArray(d, f);
    }
    for (; f < count; f++) {
      d[f] = Math.fma(scalarWindowSum(squares, f, size), alpha, k);
    }
  }

  /** {@code y = x · d^-beta}; AlexNet's beta of 0.75 takes two roots instead of a power. */
  static void normalize(float[] x, int xAt, float[] d, float beta, float[] y, int yAt, int count) {
    if (beta != 0.75f) {
      for (int f = 0; f < count; f++) {
        y[yAt + f] = (float) (x[xAt + f] * StrictMath.pow(d[f], -beta));
      }
      return;
    }
    int f = 0;
    for (; f <= count - LANES; f += LANES) {
      FloatVector root = FloatVector.fromArray(SPECIES, d, f).sqrt();
      FloatVector.fromArray(SPECIES, x, xAt + f).div(root.mul(root.sqrt())).intoArray(y, yAt + f);
    }
    for (; f < count; f++) {
      float root = (float) Math.sqrt(d[f]);
      y[yAt + f] = x[xAt + f] / (root * (float) Math.sqrt(root));
    }
  }

  /** {@code ratios = dy · y / d}. */
  static void ratios(
      float[] dy, int dyAt, float[] y, int yAt, float[] d, float[] ratios, int at, int count) {
    int f = 0;
    for (; f <= count - LANES; f += LANES) {
      FloatVector.fromArray(SPECIES, dy, dyAt + f)
          .mul(FloatVector.fromArray(SPECIES, y, yAt + f))
          .div(FloatVector.fromArray(SPECIES, d, f))
          .intoArray(ratios, at + f);
    }
    for (; f < count; f++) {
      ratios[at + f] = dy[dyAt + f] * y[yAt + f] / d[f];
    }
  }

  /** {@code dx[f] -= factor · x[f] · (ratios[f] + ... + ratios[f + size - 1])}. */
  static void subtractSums(
      float[] ratios, int size, float factor, float[] x, int xAt, float[] dx, int dxAt, int count) {
    int f = 0;
    for (; f <= count - LANES; f += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, ratios, f);
      for (int i = 1; i < size; i++) {
        sum = FloatVector.fromArray(SPECIES, ratios, f + i).add(sum);
      }
      FloatVector weight = FloatVector.fromArray(SPECIES, x, xAt + f).mul(factor);
      FloatVector.fromArray(SPECIES, dx, dxAt + f).sub(weight.mul(sum)).intoArray(dx, dxAt + f);
    }
    for (; f < count; f++) {
      dx[dxAt + f] -= x[xAt + f] * factor * scalarWindowSum(ratios, f, size);
    }
  }

  private static float scalarWindowSum(float[] terms, int at, int size) {
    float sum = terms[at];
    for (int i = 1; i < size; i++) {
      sum += terms[at + i];
    }
    return sum;
  }
}
