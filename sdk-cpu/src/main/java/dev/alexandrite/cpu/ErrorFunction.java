package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The error function, lane by lane: Taylor's series up to one half, beyond it the approximation
 * 7.1.26 of Abramowitz and Stegun, Handbook of Mathematical Functions, within 1.5e-7. Step by step
 * as {@link Logarithm}.
 */
final class ErrorFunction implements UnaryLoop {
  private static final int PIECE = Logarithm.PIECE;
  private static final float TWO_OVER_ROOT_OF_PI = 1.1283792f;

  private final float[] gaussians = new float[PIECE];

  @Override
  public void run(float[] x, int xAt, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += PIECE) {
      int length = Math.min(PIECE, count - i);
      gaussian(x, xAt + i, length);
      distant(x, xAt + i, length);
      series(x, xAt + i, y, yAt + i, length);
    }
  }

  /** {@code dx = dy · 2/√π · exp(-x²)}. */
  static void gradient(float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector number = FloatVector.fromArray(SPECIES, x, xAt + i);
      Exponential.exp(number.mul(number).neg())
          .mul(TWO_OVER_ROOT_OF_PI)
          .mul(FloatVector.fromArray(SPECIES, dy, dyAt + i))
          .intoArray(dx, dxAt + i);
    }
  }

  private void gaussian(float[] x, int xAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector number = FloatVector.fromArray(SPECIES, x, xAt + i);
      Exponential.exp(number.mul(number).neg()).intoArray(gaussians, i);
    }
  }

  /** The function of |x|, in place of the Gaussian. */
  private void distant(float[] x, int xAt, int count) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int i = 0; i < count; i += LANES) {
      FloatVector magnitude = FloatVector.fromArray(SPECIES, x, xAt + i).abs();
      FloatVector t = one.div(magnitude.mul(0.3275911f).add(1f));
      FloatVector sum = t.mul(1.061405429f).add(-1.453152027f);
      sum = sum.mul(t).add(1.421413741f);
      sum = sum.mul(t).add(-0.284496736f);
      sum = sum.mul(t).add(0.254829592f);
      one.sub(sum.mul(t).mul(FloatVector.fromArray(SPECIES, gaussians, i))).intoArray(gaussians, i);
    }
  }

  /** {@code 2/√π · Σ (-1)ᵏ x²ᵏ⁺¹ / (k! (2k + 1))} to degree 11 where |x| is small. */
  private void series(float[] x, int xAt, float[] y, int yAt, int count) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int i = 0; i < count; i += LANES) {
      FloatVector number = FloatVector.fromArray(SPECIES, x, xAt + i);
      FloatVector square = number.mul(number);
      FloatVector sum = square.mul(-1f / 1320).add(1f / 216);
      sum = square.fma(sum, FloatVector.broadcast(SPECIES, -1f / 42));
      sum = square.fma(sum, FloatVector.broadcast(SPECIES, 1f / 10));
      sum = square.fma(sum, FloatVector.broadcast(SPECIES, -1f / 3));
      FloatVector near = number.mul(square.fma(sum, one)).mul(TWO_OVER_ROOT_OF_PI);
      FloatVector far = FloatVector.fromArray(SPECIES, gaussians, i);
      far.blend(far.neg(), number.compare(VectorOperators.LT, 0f))
          .blend(near, number.abs().compare(VectorOperators.LT, 0.5f))
          .intoArray(y, yAt + i);
    }
  }
}
