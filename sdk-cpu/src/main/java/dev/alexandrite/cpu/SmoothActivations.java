package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The nonlinearities that need the exponential function, over contiguous elements. The tail is a
 * masked vector: every element goes through the same operations.
 */
final class SmoothActivations {
  private static final float INVERSE_ROOT_OF_2_PI = 0.39894228f;

  private SmoothActivations() {}

  /** {@code y = tanh(x)}. */
  static void tanh(float[] x, int xAt, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      Exponential.tanh(FloatVector.fromArray(SPECIES, x, xAt + i)).intoArray(y, yAt + i);
    }
    if (i < count) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, count);
      Exponential.tanh(FloatVector.fromArray(SPECIES, x, xAt + i, rest))
          .intoArray(y, yAt + i, rest);
    }
  }

  /** {@code y = 1 / (1 + exp(-x))}. */
  static void sigmoid(float[] x, int xAt, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      Exponential.sigmoid(FloatVector.fromArray(SPECIES, x, xAt + i)).intoArray(y, yAt + i);
    }
    if (i < count) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, count);
      Exponential.sigmoid(FloatVector.fromArray(SPECIES, x, xAt + i, rest))
          .intoArray(y, yAt + i, rest);
    }
  }

  /** {@code y = x · sigmoid(x)}. */
  static void silu(float[] x, int xAt, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      silu(FloatVector.fromArray(SPECIES, x, xAt + i)).intoArray(y, yAt + i);
    }
    if (i < count) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, count);
      silu(FloatVector.fromArray(SPECIES, x, xAt + i, rest)).intoArray(y, yAt + i, rest);
    }
  }

  /** {@code y = x · Φ(x)}. */
  static void gelu(float[] x, int xAt, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      gelu(FloatVector.fromArray(SPECIES, x, xAt + i)).intoArray(y, yAt + i);
    }
    if (i < count) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, count);
      gelu(FloatVector.fromArray(SPECIES, x, xAt + i, rest)).intoArray(y, yAt + i, rest);
    }
  }

  /** {@code dx = dy · (1 - y²)}. */
  static void tanhGradient(
      float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      tanhSlope(FloatVector.fromArray(SPECIES, y, yAt + i))
          .mul(FloatVector.fromArray(SPECIES, dy, dyAt + i))
          .intoArray(dx, dxAt + i);
    }
    if (i < count) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, count);
      tanhSlope(FloatVector.fromArray(SPECIES, y, yAt + i, rest))
          .mul(FloatVector.fromArray(SPECIES, dy, dyAt + i, rest))
          .intoArray(dx, dxAt + i, rest);
    }
  }

  /** {@code dx = dy · y · (1 - y)}. */
  static void sigmoidGradient(
      float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      sigmoidSlope(FloatVector.fromArray(SPECIES, y, yAt + i))
          .mul(FloatVector.fromArray(SPECIES, dy, dyAt + i))
          .intoArray(dx, dxAt + i);
    }
    if (i < count) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, count);
      sigmoidSlope(FloatVector.fromArray(SPECIES, y, yAt + i, rest))
          .mul(FloatVector.fromArray(SPECIES, dy, dyAt + i, rest))
          .intoArray(dx, dxAt + i, rest);
    }
  }

  /** {@code dx = dy · silu'(x)}. */
  static void siluGradient(
      float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      siluSlope(FloatVector.fromArray(SPECIES, x, xAt + i))
          .mul(FloatVector.fromArray(SPECIES, dy, dyAt + i))
          .intoArray(dx, dxAt + i);
    }
    if (i < count) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, count);
      siluSlope(FloatVector.fromArray(SPECIES, x, xAt + i, rest))
          .mul(FloatVector.fromArray(SPECIES, dy, dyAt + i, rest))
          .intoArray(dx, dxAt + i, rest);
    }
  }

  /** {@code dx = dy · gelu'(x)}. */
  static void geluGradient(
      float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      geluSlope(FloatVector.fromArray(SPECIES, x, xAt + i))
          .mul(FloatVector.fromArray(SPECIES, dy, dyAt + i))
          .intoArray(dx, dxAt + i);
    }
    if (i < count) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, count);
      geluSlope(FloatVector.fromArray(SPECIES, x, xAt + i, rest))
          .mul(FloatVector.fromArray(SPECIES, dy, dyAt + i, rest))
          .intoArray(dx, dxAt + i, rest);
    }
  }

  static FloatVector silu(FloatVector x) {
    return x.mul(Exponential.sigmoid(x));
  }

  private static FloatVector gelu(FloatVector x) {
    return x.mul(Exponential.gaussianDistribution(x, gaussian(x)));
  }

  private static FloatVector tanhSlope(FloatVector y) {
    return y.mul(y).neg().add(1f);
  }

  private static FloatVector sigmoidSlope(FloatVector y) {
    return y.mul(y.neg().add(1f));
  }

  /** {@code s + x·s·(1 - s)} with {@code s = sigmoid(x)}. */
  private static FloatVector siluSlope(FloatVector x) {
    FloatVector s = Exponential.sigmoid(x);
    return x.mul(s).fma(s.neg().add(1f), s);
  }

  /** {@code Φ(x) + x·φ(x)} with the distribution function Φ and its density φ. */
  private static FloatVector geluSlope(FloatVector x) {
    FloatVector gaussian = gaussian(x);
    FloatVector distribution = Exponential.gaussianDistribution(x, gaussian);
    return x.mul(gaussian.mul(INVERSE_ROOT_OF_2_PI)).add(distribution);
  }

  private static FloatVector gaussian(FloatVector x) {
    return Exponential.exp(x.mul(x).mul(-0.5f));
  }
}
