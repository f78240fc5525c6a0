package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The natural logarithm and powers, lane by lane, in a fixed sequence of exactly rounded operations
 * as in {@link Exponential}.
 *
 * <p>{@code ln x = n · ln 2 + ln m} with {@code m} from √½ to √2, and {@code ln m = 2 · artanh(s)}
 * with {@code s = (m - 1) / (m + 1)}. The quotient's rounding error is kept apart: a power
 * multiplies the error of the logarithm by up to a hundred.
 */
final class Logarithm {
  /** The leading 9 bits of ln 2, so that a product with n is exact, and the rest. */
  private static final float LN2_HIGH = 0.693359375f;

  private static final float LN2_LOW = -2.12194440e-4f;

  /** Adding 1.5·2^23 to an integer leaves it in the low bits of the sum. */
  private static final float ROUNDER = 0x1.8p23f;

  private static final int MANTISSA_BITS = 23;
  private static final int ROOT_OF_HALF = Float.floatToRawIntBits(0.70710678f);

  /** Makes the smallest numbers normal ones. */
  private static final float LIFT = 0x1p25f;

  private static final float LIFT_BITS = 25;

  private Logarithm() {}

  /** {@code ln x}: minus infinity at 0, NaN below. */
  static FloatVector log(FloatVector x) {
    FloatVector n = exponent(x);
    FloatVector m = mantissa(x);
    FloatVector s = quotient(m);
    FloatVector high = n.fma(broadcast(LN2_HIGH), s.add(s));
    FloatVector log = high.add(n.fma(broadcast(LN2_LOW), remainder(m, s)));
    return log.blend(Float.NaN, x.compare(VectorOperators.LT, 0f))
        .blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f))
        .blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY))
        .blend(x, x.compare(VectorOperators.NE, x));
  }

  /**
   * {@code |x|} to a power, for any {@code |x|} but 0, infinity and NaN.
   *
   * @param x the base
   * @param power the exponent
   * @param rest what the exponent has beyond a float's digits
   */
  static FloatVector power(FloatVector x, float power, float rest) {
    FloatVector magnitude = x.abs();
    FloatVector n = exponent(magnitude);
    FloatVector m = mantissa(magnitude);
    FloatVector s = quotient(m);
    // ln |x| = a + b + c + rest of b; then the products with the power, each with its error.
    FloatVector a = n.mul(LN2_HIGH);
    FloatVector twice = s.add(s);
    FloatVector series = remainder(m, s);
    FloatVector b = twice.add(series);
    FloatVector restOfB = series.sub(b.sub(twice));
    FloatVector exponent = broadcast(power);
    FloatVector first = a.mul(power);
    FloatVector second = b.mul(power);
    FloatVector third = n.mul(LN2_LOW).mul(power);
    FloatVector errors = a.fma(exponent, first.neg()).add(b.fma(exponent, second.neg()));
    FloatVector two = first.add(second);
    FloatVector three = two.add(third);
    errors = sumError(first, second, two).add(sumError(two, third, three)).add(errors);
    errors = restOfB.fma(exponent, errors);
    errors = a.add(b).fma(broadcast(rest), errors);
    // Where the result is 0 or infinite anyway, the errors may be infinities that cancel.
    errors = errors.blend(0f, three.abs().compare(VectorOperators.GT, 105f));
    return Exponential.exp(three).mul(errors.add(1f));
  }

  /** What rounding took from {@code sum = a + b} (Knuth, TAOCP 2, 4.2.2). */
  private static FloatVector sumError(FloatVector a, FloatVector b, FloatVector sum) {
    FloatVector part = sum.sub(a);
    return a.sub(sum.sub(part)).add(b.sub(part));
  }

  /** n as a float, for a number above 0. */
  private static FloatVector exponent(FloatVector x) {
    VectorMask<Float> tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector n =
        shifts(lifted(x, tiny))
            .add(Float.floatToRawIntBits(ROUNDER))
            .reinterpretAsFloats()
            .sub(ROUNDER);
    return n.blend(n.sub(LIFT_BITS), tiny);
  }

  private static FloatVector mantissa(FloatVector x) {
    FloatVector lifted = lifted(x, x.compare(VectorOperators.LT, Float.MIN_NORMAL));
    return lifted
        .reinterpretAsInts()
        .sub(shifts(lifted).lanewise(VectorOperators.LSHL, MANTISSA_BITS))
        .reinterpretAsFloats();
  }

  private static FloatVector lifted(FloatVector x, VectorMask<Float> tiny) {
    return x.blend(x.mul(LIFT), tiny);
  }

  private static IntVector shifts(FloatVector x) {
    return x.reinterpretAsInts().sub(ROOT_OF_HALF).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
  }

  private static FloatVector quotient(FloatVector m) {
    return m.sub(1f).div(m.add(1f));
  }

  /**
   * {@code ln m - 2s}: what rounding took from s, and the series' terms from the third power on.
   */
  private static FloatVector remainder(FloatVector m, FloatVector s) {
    FloatVector difference = m.sub(1f); // exact
    FloatVector sum = m.add(1f);
    FloatVector sumError = m.sub(sum.sub(1f));
    FloatVector negative = s.neg();
    FloatVector left = negative.fma(sumError, negative.fma(sum, difference));
    FloatVector square = s.mul(s);
    FloatVector series = square.mul(1f / 9).add(1f / 7);
    series = square.fma(series, broadcast(1f / 5));
    series = square.fma(series, broadcast(1f / 3));
    FloatVector half = s.fma(square.mul(series), left.div(sum));
    return half.add(half);
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
