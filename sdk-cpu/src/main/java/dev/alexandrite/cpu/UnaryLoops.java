package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.tensor.UnaryFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Functions of one number over whole vectors: every count is a multiple of their length. */
final class UnaryLoops {
  private UnaryLoops() {}

  static UnaryLoop of(UnaryFunction function) {
    return switch (function) {
      case UnaryFunction.Exponential() -> UnaryLoops::exponential;
      case UnaryFunction.Logarithm() -> UnaryLoops::logarithm;
      case UnaryFunction.SquareRoot() -> UnaryLoops::squareRoot;
      case UnaryFunction.ErrorFunction() -> UnaryLoops::errorFunction;
      case UnaryFunction.Absolute() -> UnaryLoops::absolute;
      case UnaryFunction.Power(float exponent) -> {
        Power power = Power.of(exponent);
        yield exponent == 2
            ? (x, xAt, y, yAt, count) -> Arithmetic.multiply(x, xAt, x, xAt, y, yAt, count)
            : (x, xAt, y, yAt, count) -> power(x, xAt, power, y, yAt, count);
      }
      case UnaryFunction.Clip(float low, float high) ->
          (x, xAt, y, yAt, count) -> clip(x, xAt, low, high, y, yAt, count);
      case UnaryFunction.Scale(float factor) ->
          (x, xAt, y, yAt, count) -> Arithmetic.scale(x, xAt, factor, y, yAt, count);
      case UnaryFunction.Shift(float term) ->
          (x, xAt, y, yAt, count) -> shift(x, xAt, term, y, yAt, count);
    };
  }

  private static void exponential(float[] x, int xAt, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      Exponential.exp(FloatVector.fromArray(SPECIES, x, xAt + i)).intoArray(y, yAt + i);
    }
  }

  private static void logarithm(float[] x, int xAt, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      Logarithm.log(FloatVector.fromArray(SPECIES, x, xAt + i)).intoArray(y, yAt + i);
    }
  }

  private static void squareRoot(float[] x, int xAt, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i).sqrt().intoArray(y, yAt + i);
    }
  }

  private static void errorFunction(float[] x, int xAt, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      ErrorFunction.erf(FloatVector.fromArray(SPECIES, x, xAt + i)).intoArray(y, yAt + i);
    }
  }

  private static void absolute(float[] x, int xAt, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i).abs().intoArray(y, yAt + i);
    }
  }

  private static void power(float[] x, int xAt, Power power, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      power.of(FloatVector.fromArray(SPECIES, x, xAt + i)).intoArray(y, yAt + i);
    }
  }

  private static void clip(
      float[] x, int xAt, float low, float high, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i).max(low).min(high).intoArray(y, yAt + i);
    }
  }

  private static void shift(float[] x, int xAt, float term, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i).add(term).intoArray(y, yAt + i);
    }
  }

  /**
   * A constant power of any number.
   *
   * @param exponent the power
   * @param rest what it has beyond a float's digits
   * @param whole whether negative numbers have it
   * @param odd whether theirs is negative
   */
  record Power(float exponent, float rest, boolean whole, boolean odd) {
    static Power of(double exponent) {
      float rounded = (float) exponent;
      return new Power(
          rounded,
          (float) (exponent - rounded),
          exponent == Math.rint(exponent),
          Math.abs(exponent % 2) == 1);
    }

    FloatVector of(FloatVector x) {
      FloatVector y =
          Logarithm.power(x, exponent, rest)
              .blend(limit(exponent < 0), x.compare(VectorOperators.EQ, 0f))
              .blend(
                  limit(exponent > 0),
                  x.abs().compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
      if (exponent != 0) {
        y = y.blend(x, x.compare(VectorOperators.NE, x));
      } else {
        y = y.blend(1f, x.compare(VectorOperators.NE, x));
      }
      if (odd) {
        return y.reinterpretAsInts()
            .or(x.reinterpretAsInts().and(Integer.MIN_VALUE))
            .reinterpretAsFloats();
      }
      return whole ? y : y.blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
    }

    /** The power of 0 or infinity. */
    private float limit(boolean infinite) {
      if (exponent == 0) {
        return 1;
      }
      return infinite ? Float.POSITIVE_INFINITY : 0;
    }
  }
}
