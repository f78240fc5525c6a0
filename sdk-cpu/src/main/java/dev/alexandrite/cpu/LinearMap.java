package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * A small matrix that is applied to vectors of lanes: every output is one chain of fused
 * multiply-adds over the inputs, ascending.
 *
 * @param inputs columns, at most 8
 * @param outputs rows
 * @param coefficients {@code float32[outputs, 8]}, zero beyond the inputs
 */
record LinearMap(int inputs, int outputs, float[] coefficients) {
  private static final int COLUMNS = 8;

  static LinearMap of(double[][] matrix) {
    float[] coefficients = new float[matrix.length * COLUMNS];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < matrix[row].length; column++) {
        coefficients[row * COLUMNS + column] = (float) matrix[row][column];
      }
    }
    return new LinearMap(matrix[0].length, matrix.length, coefficients);
  }

  /**
   * Applies the matrix along both axes of a square of vectors.
   *
   * @param from holds the square, {@code inputs × inputs} vectors
   * @param at its first vector
   * @param rowStep from one of its rows to the next
   * @param columnStep from one of its columns to the next
   * @param scratch room for {@code outputs · inputs} vectors
   * @param s where it begins
   * @param to receives {@code outputs × outputs} vectors
   * @param out the first one
   * @param outRowStep from one row of the result to the next
   * @param outColumnStep from one column of the result to the next
   */
  void square(
      float[] from,
      int at,
      int rowStep,
      int columnStep,
      float[] scratch,
      int s,
      float[] to,
      int out,
      int outRowStep,
      int outColumnStep) {
    int row = inputs * LANES;
    apply(inputs, from, at, rowStep, columnStep, scratch, s, row, LANES);
    apply(outputs, scratch, s, LANES, row, to, out, outColumnStep, outRowStep);
  }

  /** Applies the matrix {@code count} times to vectors {@code step} apart. */
  private void apply(
      int count,
      float[] from,
      int at,
      int step,
      int next,
      float[] to,
      int out,
      int outStep,
      int outNext) {
    // Inputs that do not exist have zero coefficients and are read from the last one's place.
    int last = (inputs - 1) * step;
    int step2 = Math.min(2 * step, last);
    int step3 = Math.min(3 * step, last);
    int step4 = Math.min(4 * step, last);
    int step5 = Math.min(5 * step, last);
    int step6 = Math.min(6 * step, last);
    int step7 = Math.min(7 * step, last);
    float[] c = coefficients;
    for (int i = 0; i < count; i++) {
      int in = at + i * next;
      FloatVector x0 = FloatVector.fromArray(SPECIES, from, in);
      FloatVector x1 = FloatVector.fromArray(SPECIES, from, in + step);
      FloatVector x2 = FloatVector.fromArray(SPECIES, from, in + step2);
      FloatVector x3 = FloatVector.fromArray(SPECIES, from, in + step3);
      FloatVector x4 = FloatVector.fromArray(SPECIES, from, in + step4);
      FloatVector x5 = FloatVector.fromArray(SPECIES, from, in + step5);
      FloatVector x6 = FloatVector.fromArray(SPECIES, from, in + step6);
      FloatVector x7 = FloatVector.fromArray(SPECIES, from, in + step7);
      int target = out + i * outNext;
      for (int k = 0; k < outputs * COLUMNS; k += COLUMNS) {
        FloatVector sum = x0.mul(c[k]);
        sum = x1.fma(FloatVector.broadcast(SPECIES, c[k + 1]), sum);
        sum = x2.fma(FloatVector.broadcast(SPECIES, c[k + 2]), sum);
        sum = x3.fma(FloatVector.broadcast(SPECIES, c[k + 3]), sum);
        sum = x4.fma(FloatVector.broadcast(SPECIES, c[k + 4]), sum);
        sum = x5.fma(FloatVector.broadcast(SPECIES, c[k + 5]), sum);
        sum = x6.fma(FloatVector.broadcast(SPECIES, c[k + 6]), sum);
        sum = x7.fma(FloatVector.broadcast(SPECIES, c[k + 7]), sum);
        sum.intoArray(to, target);
        target += outStep;
      }
    }
  }
}
