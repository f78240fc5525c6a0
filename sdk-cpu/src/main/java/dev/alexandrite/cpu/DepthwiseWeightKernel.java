package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The kernels of the gradient of depthwise weights: one vector of channels of one row of dy. Of the
 * row's positions every fourth belongs to the same of four chains of fused multiply-adds, which are
 * added as (0+1)+(2+3): their latencies overlap, and a chain is a quarter as long and as inexact.
 * What is left of the positions goes to the first chain.
 */
final class DepthwiseWeightKernel {
  private DepthwiseWeightKernel() {}

  /**
   * {@code sums[lane] += Σ over positions: x[position][lane] · dy[position][lane]}.
   *
   * @param x holds the inputs that one tap meets
   * @param xAt the first position's
   * @param xStep from one position to the next
   * @param dy holds the gradients
   * @param dyAt the first position's
   * @param dyStep from one position to the next
   * @param count positions
   * @param sums receives them
   * @param s where they begin
   * @param lanes how many, less than a vector has where there are fewer channels
   */
  static void addProducts(
      float[] x,
      int xAt,
      int xStep,
      float[] dy,
      int dyAt,
      int dyStep,
      int count,
      float[] sums,
      int s,
      int lanes) {
    if (lanes < LANES) {
      addFew(x, xAt, xStep, dy, dyAt, dyStep, count, sums, s, lanes);
    } else {
      addVector(x, xAt, xStep, dy, dyAt, dyStep, count, sums, s);
    }
  }

  private static void addVector(
      float[] x,
      int xAt,
      int xStep,
      float[] dy,
      int dyAt,
      int dyStep,
      int count,
      float[] sums,
      int s) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    int a = xAt;
    int b = dyAt;
    int i = 0;
    for (; i < count - 3; i += 4) {
      s0 = product(x, a, dy, b, s0);
      s1 = product(x, a + xStep, dy, b + dyStep, s1);
      s2 = product(x, a + 2 * xStep, dy, b + 2 * dyStep, s2);
      s3 = product(x, a + 3 * xStep, dy, b + 3 * dyStep, s3);
      a += 4 * xStep;
      b += 4 * dyStep;
    }
    for (; i < count; i++) {
      s0 = product(x, a, dy, b, s0);
      a += xStep;
      b += dyStep;
    }
    FloatVector.fromArray(SPECIES, sums, s).add(s0.add(s1).add(s2.add(s3))).intoArray(sums, s);
  }

  private static FloatVector product(float[] x, int a, float[] dy, int b, FloatVector sum) {
    return FloatVector.fromArray(SPECIES, x, a).fma(FloatVector.fromArray(SPECIES, dy, b), sum);
  }

  private static void addFew(
      float[] x,
      int xAt,
      int xStep,
      float[] dy,
      int dyAt,
      int dyStep,
      int count,
      float[] sums,
      int s,
      int lanes) {
    int whole = count - count % 4;
    for (int c = 0; c < lanes; c++) {
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      for (int i = 0; i < whole; i += 4) {
        int a = xAt + c + i * xStep;
        int b = dyAt + c + i * dyStep;
        s0 = Math.fma(x[a], dy[b], s0);
        s1 = Math.fma(x[a + xStep], dy[b + dyStep], s1);
        s2 = Math.fma(x[a + 2 * xStep], dy[b + 2 * dyStep], s2);
        s3 = Math.fma(x[a + 3 * xStep], dy[b + 3 * dyStep], s3);
      }
      for (int i = whole; i < count; i++) {
        s0 = Math.fma(x[xAt + c + i * xStep], dy[dyAt + c + i * dyStep], s0);
      }
      sums[s + c] += (s0 + s1) + (s2 + s3);
    }
  }
}
