package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A constant power of any number, {@code ± exp(p · ln |x|)}, step by step as {@link Logarithm}. The
 * product has twice a float's digits, as the exponential turns its absolute error into a relative
 * one.
 */
final class Power implements UnaryLoop {
  /** Beyond it the exponential is 0 or infinite. */
  private static final float LIMIT = 105;

  private final Logarithm logarithm = new Logarithm();
  private final float[] products = new float[Logarithm.PIECE];
  private final float[] errors = new float[Logarithm.PIECE];

  private final float exponent;

  /** What the exponent has beyond a float's digits. */
  private final float rest;

  /** Whether negative numbers have this power, and whether it is negative. */
  private final boolean whole;

  private final boolean odd;

  private final float ofZero;
  private final float ofInfinity;

  Power(double exponent) {
    this.exponent = (float) exponent;
    this.rest = (float) (exponent - this.exponent);
    this.whole = exponent == Math.rint(exponent);
    this.odd = Math.abs(exponent % 2) == 1;
    float none = exponent == 0 ? 1 : 0;
    this.ofZero = exponent < 0 ? Float.POSITIVE_INFINITY : none;
    this.ofInfinity = exponent > 0 ? Float.POSITIVE_INFINITY : none;
  }

  @Override
  public void run(float[] x, int xAt, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += Logarithm.PIECE) {
      int length = Math.min(Logarithm.PIECE, count - i);
      logarithm.split(x, xAt + i, length);
      multiply(length);
      add(length);
      exponential(length);
      finish(x, xAt + i, y, yAt + i, length);
    }
  }

  /** The product with the largest part, {@code n · ln 2}, with the second one, and their errors. */
  private void multiply(int count) {
    FloatVector power = FloatVector.broadcast(SPECIES, exponent);
    for (int i = 0; i < count; i += LANES) {
      FloatVector a =
          FloatVector.fromArray(SPECIES, logarithm.exponents, i).mul(Logarithm.LN2_HIGH);
      FloatVector b = FloatVector.fromArray(SPECIES, logarithm.logarithms, i);
      FloatVector first = a.mul(exponent);
      FloatVector second = b.mul(exponent);
      FloatVector sum = first.add(second);
      FloatVector part = sum.sub(first);
      FloatVector sumError = first.sub(sum.sub(part)).add(second.sub(part));
      sum.intoArray(products, i);
      FloatVector error = a.fma(power, first.neg()).add(b.fma(power, second.neg())).add(sumError);
      a.add(b).fma(FloatVector.broadcast(SPECIES, rest), error).intoArray(errors, i);
    }
  }

  /** The products with the small parts are added. */
  private void add(int count) {
    FloatVector power = FloatVector.broadcast(SPECIES, exponent);
    for (int i = 0; i < count; i += LANES) {
      FloatVector product = FloatVector.fromArray(SPECIES, products, i);
      FloatVector third =
          FloatVector.fromArray(SPECIES, logarithm.exponents, i)
              .mul(Logarithm.LN2_LOW)
              .mul(exponent);
      FloatVector sum = product.add(third);
      FloatVector part = sum.sub(product);
      FloatVector sumError = product.sub(sum.sub(part)).add(third.sub(part));
      sum.intoArray(products, i);
      FloatVector error =
          FloatVector.fromArray(SPECIES, logarithm.rests, i)
              .fma(power, FloatVector.fromArray(SPECIES, errors, i).add(sumError));
      // Where the result is 0 or infinite anyway, the errors may be infinities that cancel.
      error.blend(0f, sum.abs().compare(VectorOperators.GT, LIMIT)).intoArray(errors, i);
    }
  }

  private void exponential(int count) {
    for (int i = 0; i < count; i += LANES) {
      Exponential.exp(FloatVector.fromArray(SPECIES, products, i))
          .mul(FloatVector.fromArray(SPECIES, errors, i).add(1f))
          .intoArray(products, i);
    }
  }

  /** Signs, and the numbers that have no logarithm. */
  private void finish(float[] x, int xAt, float[] y, int yAt, int count) {
    FloatVector nan = FloatVector.broadcast(SPECIES, exponent == 0 ? 1 : Float.NaN);
    FloatVector negative = FloatVector.broadcast(SPECIES, odd ? -1f : 1f);
    FloatVector undefined = FloatVector.broadcast(SPECIES, whole ? 1f : Float.NaN);
    for (int i = 0; i < count; i += LANES) {
      FloatVector number = FloatVector.fromArray(SPECIES, x, xAt + i);
      FloatVector power =
          FloatVector.fromArray(SPECIES, products, i)
              .blend(ofZero, number.compare(VectorOperators.EQ, 0f))
              .blend(ofInfinity, number.abs().compare(VectorOperators.EQ, Float.POSITIVE_INFINITY))
              .blend(nan, number.compare(VectorOperators.NE, number));
      // The sign bit tells -0 from 0.
      power
          .blend(
              power.mul(negative),
              number.reinterpretAsInts().compare(VectorOperators.LT, 0).cast(SPECIES))
          .blend(power.mul(negative).mul(undefined), number.compare(VectorOperators.LT, 0f))
          .intoArray(y, yAt + i);
    }
  }
}
