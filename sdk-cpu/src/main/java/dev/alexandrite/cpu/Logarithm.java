package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The natural logarithm, lane by lane, in a fixed sequence of exactly rounded operations as in
 * {@link Exponential}; with scratch memory, so one for each worker.
 *
 * <p>{@code ln |x| = n · ln 2 + ln m} with {@code m} from √½ to √2, and {@code ln m = 2 ·
 * artanh(s)} with {@code s = (m - 1) / (m + 1)}. What rounding took from {@code ln m} is kept apart
 * for {@link Power}, which multiplies the error of a logarithm by up to a hundred.
 *
 * <p>The steps are loops of their own: in a longer loop the compiler stops inlining, and vectors
 * become objects.
 */
final class Logarithm implements UnaryLoop {
  /** Numbers in a piece, which stays in the first-level cache from step to step. */
  static final int PIECE = 512;

  /** The leading 9 bits of ln 2, so that a product with n is exact, and the rest. */
  static final float LN2_HIGH = 0.693359375f;

  static final float LN2_LOW = -2.12194440e-4f;

  /** Adding 1.5·2^23 to an integer leaves it in the low bits of the sum. */
  private static final float ROUNDER = 0x1.8p23f;

  private static final int MANTISSA_BITS = 23;
  private static final int ROOT_OF_HALF = Float.floatToRawIntBits(0.70710678f);

  /** Makes the smallest numbers normal ones. */
  private static final float LIFT = 0x1p25f;

  private static final float LIFT_BITS = 25;

  /** n of every number of a piece. */
  final float[] exponents = new float[PIECE];

  /** {@code ln m}. */
  final float[] logarithms = new float[PIECE];

  /** What rounding took from it. */
  final float[] rests = new float[PIECE];

  /** {@code y = ln x}: minus infinity at 0, NaN below. */
  @Override
  public void run(float[] x, int xAt, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += PIECE) {
      int length = Math.min(PIECE, count - i);
      split(x, xAt + i, length);
      join(x, xAt + i, y, yAt + i, length);
    }
  }

  /** Computes the three parts of {@code ln |x|}, where x is neither 0, infinite nor NaN. */
  void split(float[] x, int xAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector magnitude = FloatVector.fromArray(SPECIES, x, xAt + i).abs();
      VectorMask<Float> tiny = magnitude.compare(VectorOperators.LT, Float.MIN_NORMAL);
      IntVector bits = magnitude.blend(magnitude.mul(LIFT), tiny).reinterpretAsInts();
      IntVector shifts = bits.sub(ROOT_OF_HALF).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
      FloatVector n =
          shifts.add(Float.floatToRawIntBits(ROUNDER)).reinterpretAsFloats().sub(ROUNDER);
      n.blend(n.sub(LIFT_BITS), tiny).intoArray(exponents, i);
      bits.sub(shifts.lanewise(VectorOperators.LSHL, MANTISSA_BITS))
          .reinterpretAsFloats()
          .intoArray(logarithms, i);
    }
    for (int i = 0; i < count; i += LANES) {
      FloatVector m = FloatVector.fromArray(SPECIES, logarithms, i);
      FloatVector difference = m.sub(1f); // exact
      FloatVector sum = m.add(1f);
      FloatVector sumError = m.sub(sum.sub(1f));
      FloatVector s = difference.div(sum);
      FloatVector negative = s.neg();
      FloatVector left = negative.fma(sumError, negative.fma(sum, difference));
      // The series' terms from the third power on, and what the quotient's rounding left.
      FloatVector square = s.mul(s);
      FloatVector series = square.mul(1f / 9).add(1f / 7);
      series = square.fma(series, FloatVector.broadcast(SPECIES, 1f / 5));
      series = square.fma(series, FloatVector.broadcast(SPECIES, 1f / 3));
      FloatVector half = s.fma(square.mul(series), left.div(sum));
      FloatVector small = half.add(half);
      FloatVector twice = s.add(s);
      FloatVector logarithm = twice.add(small);
      small.sub(logarithm.sub(twice)).intoArray(rests, i);
      logarithm.intoArray(logarithms, i);
    }
  }

  private void join(float[] x, int xAt, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector number = FloatVector.fromArray(SPECIES, x, xAt + i);
      FloatVector n = FloatVector.fromArray(SPECIES, exponents, i);
      FloatVector high =
          n.fma(
              FloatVector.broadcast(SPECIES, LN2_HIGH),
              FloatVector.fromArray(SPECIES, logarithms, i));
      n.fma(FloatVector.broadcast(SPECIES, LN2_LOW), FloatVector.fromArray(SPECIES, rests, i))
          .add(high)
          .blend(Float.NaN, number.compare(VectorOperators.LT, 0f))
          .blend(Float.NEGATIVE_INFINITY, number.compare(VectorOperators.EQ, 0f))
          .blend(number, number.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY))
          .blend(number, number.compare(VectorOperators.NE, number))
          .intoArray(y, yAt + i);
    }
  }
}
