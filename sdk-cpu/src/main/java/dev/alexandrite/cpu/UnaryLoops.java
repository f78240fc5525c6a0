package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.tensor.UnaryFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Functions of one number over whole vectors: every count is a multiple of their length. */
final class UnaryLoops {
  private UnaryLoops() {}

  /** One for each worker, as some have scratch memory. */
  static UnaryLoop of(UnaryFunction function) {
    return switch (function) {
      case UnaryFunction.Exponential() -> UnaryLoops::exponential;
      case UnaryFunction.Logarithm() -> new Logarithm();
      case UnaryFunction.SquareRoot() -> UnaryLoops::squareRoot;
      case UnaryFunction.ErrorFunction() -> new ErrorFunction();
      case UnaryFunction.Absolute() -> UnaryLoops::absolute;
      case UnaryFunction.Power(float exponent) ->
          exponent == 2
              ? (x, xAt, y, yAt, count) -> Arithmetic.multiply(x, xAt, x, xAt, y, yAt, count)
              : new Power(exponent);
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

  private static void squareRoot(float[] x, int xAt, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i).sqrt().intoArray(y, yAt + i);
    }
  }

  private static void absolute(float[] x, int xAt, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i).abs().intoArray(y, yAt + i);
    }
  }

  private static void clip(
      float[] x, int xAt, float low, float high, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector value = FloatVector.fromArray(SPECIES, x, xAt + i);
      value = value.blend(low, value.compare(VectorOperators.LE, low));
      value.blend(high, value.compare(VectorOperators.GT, high)).intoArray(y, yAt + i);
    }
  }

  private static void shift(float[] x, int xAt, float term, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i).add(term).intoArray(y, yAt + i);
    }
  }
}
