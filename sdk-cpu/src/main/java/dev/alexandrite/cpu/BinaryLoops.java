package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.tensor.BinaryFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Functions of two numbers that are one operation each, besides those of {@link Arithmetic}. */
final class BinaryLoops {
  private BinaryLoops() {}

  static BinaryLoop of(BinaryFunction function) {
    return switch (function) {
      case ADD -> Arithmetic::add;
      case SUBTRACT -> BinaryLoops::subtract;
      case MULTIPLY -> Arithmetic::multiply;
      case DIVIDE -> BinaryLoops::divide;
      case MINIMUM -> BinaryLoops::minimum;
      case MAXIMUM -> BinaryLoops::maximum;
      case EQUAL -> BinaryLoops::equal;
      case LESS -> BinaryLoops::less;
      case LESS_OR_EQUAL -> BinaryLoops::lessOrEqual;
      case GREATER -> (a, aAt, b, bAt, y, yAt, count) -> less(b, bAt, a, aAt, y, yAt, count);
      case GREATER_OR_EQUAL ->
          (a, aAt, b, bAt, y, yAt, count) -> lessOrEqual(b, bAt, a, aAt, y, yAt, count);
    };
  }

  /** {@code y = a - b}. */
  static void subtract(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .sub(FloatVector.fromArray(SPECIES, b, bAt + i))
          .intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = a[aAt + i] - b[bAt + i];
    }
  }

  /** {@code y = a / b}. */
  static void divide(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .div(FloatVector.fromArray(SPECIES, b, bAt + i))
          .intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = a[aAt + i] / b[bAt + i];
    }
  }

  /** {@code y = min(a, b)}, NaN if one is. */
  static void minimum(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .min(FloatVector.fromArray(SPECIES, b, bAt + i))
          .intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = Math.min(a[aAt + i], b[bAt + i]);
    }
  }

  /** {@code y = max(a, b)}, NaN if one is. */
  static void maximum(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .max(FloatVector.fromArray(SPECIES, b, bAt + i))
          .intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = Math.max(a[aAt + i], b[bAt + i]);
    }
  }

  /** {@code y = a = b ? 1 : 0}. */
  private static void equal(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
    FloatVector zero = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector left = FloatVector.fromArray(SPECIES, a, aAt + i);
      FloatVector right = FloatVector.fromArray(SPECIES, b, bAt + i);
      zero.blend(1f, left.compare(VectorOperators.EQ, right)).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = a[aAt + i] == b[bAt + i] ? 1 : 0;
    }
  }

  /** {@code y = a < b ? 1 : 0}. */
  private static void less(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
    FloatVector zero = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector left = FloatVector.fromArray(SPECIES, a, aAt + i);
      FloatVector right = FloatVector.fromArray(SPECIES, b, bAt + i);
      zero.blend(1f, left.compare(VectorOperators.LT, right)).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = a[aAt + i] < b[bAt + i] ? 1 : 0;
    }
  }

  /** {@code y = a <= b ? 1 : 0}. */
  private static void lessOrEqual(
      float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
    FloatVector zero = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector left = FloatVector.fromArray(SPECIES, a, aAt + i);
      FloatVector right = FloatVector.fromArray(SPECIES, b, bAt + i);
      zero.blend(1f, left.compare(VectorOperators.LE, right)).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = a[aAt + i] <= b[bAt + i] ? 1 : 0;
    }
  }

  /** {@code y = condition ≠ 0 ? a : b}. */
  static void select(
      float[] condition,
      int conditionAt,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] y,
      int yAt,
      int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector when = FloatVector.fromArray(SPECIES, condition, conditionAt + i);
      FloatVector.fromArray(SPECIES, b, bAt + i)
          .blend(FloatVector.fromArray(SPECIES, a, aAt + i), when.compare(VectorOperators.NE, 0f))
          .intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = condition[conditionAt + i] != 0 ? a[aAt + i] : b[bAt + i];
    }
  }
}
