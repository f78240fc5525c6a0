package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.tensor.UnaryFunction;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Gradients of {@link UnaryLoops}: the first operand is y or x, the second one dy. */
final class UnaryGradientLoops {
  private UnaryGradientLoops() {}

  /** One for each worker, as some have scratch memory. */
  static BinaryLoop of(UnaryFunction function) {
    return switch (function) {
      case UnaryFunction.Exponential() -> Arithmetic::multiply;
      case UnaryFunction.Logarithm() ->
          (x, xAt, dy, dyAt, dx, dxAt, count) ->
              BinaryLoops.divide(dy, dyAt, x, xAt, dx, dxAt, count);
      case UnaryFunction.SquareRoot() -> UnaryGradientLoops::squareRoot;
      case UnaryFunction.ErrorFunction() -> ErrorFunction::gradient;
      case UnaryFunction.Absolute() -> UnaryGradientLoops::absolute;
      case UnaryFunction.Power(float exponent) -> power(exponent);
      case UnaryFunction.Clip(float low, float high) ->
          (x, xAt, dy, dyAt, dx, dxAt, count) -> clip(x, xAt, low, high, dy, dyAt, dx, dxAt, count);
      case UnaryFunction.Scale(float factor) ->
          (_, _, dy, dyAt, dx, dxAt, count) -> Arithmetic.scale(dy, dyAt, factor, dx, dxAt, count);
      case UnaryFunction.Shift _ ->
          (_, _, dy, dyAt, dx, dxAt, count) -> System.arraycopy(dy, dyAt, dx, dxAt, count);
    };
  }

  private static BinaryLoop power(float exponent) {
    if (exponent == 0) {
      return (_, _, _, _, dx, dxAt, count) -> Arrays.fill(dx, dxAt, dxAt + count, 0f);
    }
    if (exponent == 2) {
      return UnaryGradientLoops::square;
    }
    Power slope = new Power(exponent - 1.0);
    float[] slopes = new float[Logarithm.PIECE];
    return (x, xAt, dy, dyAt, dx, dxAt, count) -> {
      for (int i = 0; i < count; i += slopes.length) {
        int length = Math.min(slopes.length, count - i);
        slope.run(x, xAt + i, slopes, 0, length);
        Arithmetic.scale(slopes, 0, exponent, slopes, 0, length);
        Arithmetic.multiply(slopes, 0, dy, dyAt + i, dx, dxAt + i, length);
      }
    };
  }

  private static void square(
      float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i)
          .mul(2f)
          .mul(FloatVector.fromArray(SPECIES, dy, dyAt + i))
          .intoArray(dx, dxAt + i);
    }
  }

  private static void squareRoot(
      float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector.fromArray(SPECIES, dy, dyAt + i)
          .mul(0.5f)
          .div(FloatVector.fromArray(SPECIES, y, yAt + i))
          .intoArray(dx, dxAt + i);
    }
  }

  private static void absolute(
      float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      // What is neither above nor below 0 is its own sign: 0 or NaN.
      FloatVector number = FloatVector.fromArray(SPECIES, x, xAt + i);
      number
          .blend(1f, number.compare(VectorOperators.GT, 0f))
          .blend(-1f, number.compare(VectorOperators.LT, 0f))
          .mul(FloatVector.fromArray(SPECIES, dy, dyAt + i))
          .intoArray(dx, dxAt + i);
    }
  }

  private static void clip(
      float[] x,
      int xAt,
      float low,
      float high,
      float[] dy,
      int dyAt,
      float[] dx,
      int dxAt,
      int count) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < count; i += LANES) {
      FloatVector number = FloatVector.fromArray(SPECIES, x, xAt + i);
      FloatVector slope = FloatVector.fromArray(SPECIES, dy, dyAt + i);
      zero.blend(
              slope,
              number.compare(VectorOperators.GE, low).and(number.compare(VectorOperators.LE, high)))
          .intoArray(dx, dxAt + i);
    }
  }
}
