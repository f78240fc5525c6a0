package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential function and what follows from it, lane by lane, in a fixed sequence of exactly
 * rounded operations: the same bits at every vector width and in every state of the compiler, which
 * the library functions do not promise. Bounds are blended in: min and max take care of zeros of
 * either sign, in several instructions each.
 *
 * <p>{@code exp(x) = 2^n · exp(r)} with {@code n = round(x / ln 2)} and {@code |r| <= ln(2) / 2}.
 */
final class Exponential {
  private static final float LOG2_E = 1.442695f;

  /** The leading 9 bits of ln 2, so that a product with n is exact, and the rest. */
  private static final float LN2_HIGH = 0.693359375f;

  private static final float LN2_LOW = -2.12194440e-4f;

  /** Adding 1.5·2^23 leaves a number rounded to an integer in the low bits of the sum. */
  private static final float ROUNDER = 0x1.8p23f;

  private static final int EXPONENT_BIAS = 127;
  private static final int MANTISSA_BITS = 23;

  private Exponential() {}

  /** {@code exp(x)}: 0 below -105, infinite above 89, NaN for NaN. */
  static FloatVector exp(FloatVector x) {
    FloatVector bounded = x.blend(-105f, x.compare(VectorOperators.LT, -105f));
    bounded = bounded.blend(89f, bounded.compare(VectorOperators.GT, 89f));
    FloatVector shifted = shifted(bounded);
    FloatVector r = remainder(bounded, shifted);
    FloatVector power = expm1OfRemainder(r).add(1f);
    // Two factors of about 2^(n/2): 2^n itself may be too large or too small for a float.
    IntVector n = integer(shifted);
    IntVector half = n.lanewise(VectorOperators.ASHR, 1);
    return power.mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
  }

  /** The same bits as {@link #exp(FloatVector)}. */
  static float exp(float x) {
    float bounded = Math.min(Math.max(x, -105f), 89f);
    float shifted = Math.fma(bounded, LOG2_E, ROUNDER);
    float n = shifted - ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, bounded));
    float sum = Math.fma(1f / 5040, r, 1f / 720);
    sum = Math.fma(sum, r, 1f / 120);
    sum = Math.fma(sum, r, 1f / 24);
    sum = Math.fma(sum, r, 1f / 6);
    sum = Math.fma(sum, r, 1f / 2);
    float power = Math.fma(sum, r * r, r) + 1f;
    int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
    int half = exponent >> 1;
    return power * powerOfTwo(half) * powerOfTwo(exponent - half);
  }

  private static float powerOfTwo(int n) {
    return Float.intBitsToFloat((n + EXPONENT_BIAS) << MANTISSA_BITS);
  }

  /** {@code exp(x) - 1} for {@code x <= 0}, without cancellation near 0. */
  static FloatVector expm1(FloatVector x) {
    FloatVector bounded =
        x.blend(
            -40f, x.compare(VectorOperators.LT, -40f)); // where the result is -1 to the last bit
    FloatVector shifted = shifted(bounded);
    FloatVector scale = powerOfTwo(integer(shifted));
    return expm1OfRemainder(remainder(bounded, shifted)).fma(scale, scale.sub(1f));
  }

  /**
   * {@code 1 / (1 + exp(-x))}. Beside 1 the exponential of less than -87 is nothing, so that one
   * factor of 2^(n-1) serves; the remainder has the other sign, as have the odd coefficients.
   */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector bounded = x.blend(-89f, x.compare(VectorOperators.LT, -89f));
    bounded = bounded.blend(87f, bounded.compare(VectorOperators.GT, 87f));
    FloatVector shifted = bounded.fma(broadcast(-LOG2_E), broadcast(ROUNDER));
    FloatVector n = shifted.sub(ROUNDER);
    FloatVector r = n.fma(broadcast(LN2_LOW), n.fma(broadcast(LN2_HIGH), bounded));
    FloatVector sum = broadcast(-1f / 5040);
    sum = sum.fma(r, broadcast(1f / 720));
    sum = sum.fma(r, broadcast(-1f / 120));
    sum = sum.fma(r, broadcast(1f / 24));
    sum = sum.fma(r, broadcast(-1f / 6));
    sum = sum.fma(r, broadcast(1f / 2));
    FloatVector power = sum.fma(r.mul(r), r.neg()).add(1f);
    FloatVector half =
        shifted
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
            .add((EXPONENT_BIAS - 1) << MANTISSA_BITS)
            .reinterpretAsFloats();
    return broadcast(1f).div(power.mul(half).fma(broadcast(2f), broadcast(1f)));
  }

  /** {@code tanh(x) = sign(x) · -e / (2 + e)} with {@code e = exp(-2|x|) - 1}. */
  static FloatVector tanh(FloatVector x) {
    FloatVector e = expm1(x.abs().mul(-2f));
    FloatVector magnitude = e.neg().div(e.add(2f));
    return magnitude.blend(magnitude.neg(), x.compare(VectorOperators.LT, 0f));
  }

  /**
   * The standard Gaussian distribution function, within 1e-7, given {@code gaussian = exp(-x²/2)}
   * (Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26).
   */
  static FloatVector gaussianDistribution(FloatVector x, FloatVector gaussian) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector scaled = x.abs().mul(0.70710678f); // |x| / sqrt(2)
    FloatVector t = one.div(scaled.mul(0.3275911f).add(1f));
    FloatVector sum = t.mul(1.061405429f).add(-1.453152027f);
    sum = sum.mul(t).add(1.421413741f);
    sum = sum.mul(t).add(-0.284496736f);
    sum = sum.mul(t).add(0.254829592f);
    FloatVector tail = sum.mul(t).mul(gaussian).mul(0.5f);
    return one.sub(tail).blend(tail, x.compare(VectorOperators.LT, 0f));
  }

  private static FloatVector shifted(FloatVector x) {
    return x.fma(broadcast(LOG2_E), broadcast(ROUNDER));
  }

  private static FloatVector remainder(FloatVector x, FloatVector shifted) {
    FloatVector n = shifted.sub(ROUNDER);
    return n.fma(broadcast(-LN2_LOW), n.fma(broadcast(-LN2_HIGH), x));
  }

  private static IntVector integer(FloatVector shifted) {
    return shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUNDER));
  }

  private static FloatVector powerOfTwo(IntVector n) {
    return n.add(EXPONENT_BIAS).lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
  }

  /** Taylor's series to degree 7; what is left out is below 6e-9 of the result's leading 1. */
  private static FloatVector expm1OfRemainder(FloatVector r) {
    FloatVector sum = broadcast(1f / 5040);
    sum = sum.fma(r, broadcast(1f / 720));
    sum = sum.fma(r, broadcast(1f / 120));
    sum = sum.fma(r, broadcast(1f / 24));
    sum = sum.fma(r, broadcast(1f / 6));
    sum = sum.fma(r, broadcast(1f / 2));
    return sum.fma(r.mul(r), r);
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
