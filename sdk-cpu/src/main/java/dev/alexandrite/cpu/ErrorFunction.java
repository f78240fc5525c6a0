package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The error function, lane by lane: Taylor's series up to one half, beyond it the approximation
 * 7.1.26 of Abramowitz and Stegun, Handbook of Mathematical Functions, within 1.5e-7.
 */
final class ErrorFunction {
  private static final float TWO_OVER_ROOT_OF_PI = 1.1283792f;

  private ErrorFunction() {}

  static FloatVector erf(FloatVector x) {
    FloatVector magnitude = x.abs();
    FloatVector beyond = distant(magnitude, gaussian(x));
    beyond = beyond.blend(beyond.neg(), x.compare(VectorOperators.LT, 0f));
    return beyond.blend(series(x), magnitude.compare(VectorOperators.LT, 0.5f));
  }

  /** {@code erf'(x) = 2/√π · exp(-x²)}. */
  static FloatVector slope(FloatVector x) {
    return gaussian(x).mul(TWO_OVER_ROOT_OF_PI);
  }

  private static FloatVector gaussian(FloatVector x) {
    return Exponential.exp(x.mul(x).neg());
  }

  private static FloatVector distant(FloatVector magnitude, FloatVector gaussian) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector t = one.div(magnitude.mul(0.3275911f).add(1f));
    FloatVector sum = t.mul(1.061405429f).add(-1.453152027f);
    sum = sum.mul(t).add(1.421413741f);
    sum = sum.mul(t).add(-0.284496736f);
    sum = sum.mul(t).add(0.254829592f);
    return one.sub(sum.mul(t).mul(gaussian));
  }

  /** {@code 2/√π · Σ (-1)ᵏ x²ᵏ⁺¹ / (k! (2k + 1))} to degree 11. */
  private static FloatVector series(FloatVector x) {
    FloatVector square = x.mul(x);
    FloatVector sum = square.mul(-1f / 1320).add(1f / 216);
    sum = square.fma(sum, FloatVector.broadcast(SPECIES, -1f / 42));
    sum = square.fma(sum, FloatVector.broadcast(SPECIES, 1f / 10));
    sum = square.fma(sum, FloatVector.broadcast(SPECIES, -1f / 3));
    return x.mul(square.fma(sum, FloatVector.broadcast(SPECIES, 1f))).mul(TWO_OVER_ROOT_OF_PI);
  }
}
