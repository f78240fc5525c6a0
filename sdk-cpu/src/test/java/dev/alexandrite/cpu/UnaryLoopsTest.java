package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.tensor.UnaryFunction;
import dev.alexandrite.testkit.Tolerances;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Relative errors over the whole range of numbers, and what lies at its ends. */
@Tag("width")
final class UnaryLoopsTest {
  private static final int COUNT = 1 << 12;
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  /** Magnitudes spread evenly over exponents from 2^low to 2^high. */
  private static float[] magnitudes(double low, double high) {
    float[] x = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      x[i] = (float) StrictMath.pow(2, low + (high - low) * i / COUNT);
    }
    return x;
  }

  private static float[] run(UnaryLoop loop, float[] x) {
    float[] padded = Arrays.copyOf(x, Simd.roundUp(x.length, Simd.LANES));
    float[] y = new float[padded.length];
    loop.run(padded, 0, y, 0, padded.length);
    return Arrays.copyOf(y, x.length);
  }

  private static void assertNear(
      UnaryFunction function, float[] x, DoubleUnaryOperator truth, double tolerance) {
    float[] y = run(UnaryLoops.of(function), x);
    for (int i = 0; i < x.length; i++) {
      double expected = truth.applyAsDouble(x[i]);
      if (Math.abs(expected) > Float.MAX_VALUE || Math.abs(expected) < Float.MIN_NORMAL) {
        continue; // subnormal results have fewer digits
      }
      double error = Math.abs(y[i] - expected) / Math.abs(expected);
      assertTrue(error <= tolerance, function + " of " + x[i] + " is off by " + error);
    }
  }

  @Test
  void logarithmOfEveryMagnitude() {
    var function = new UnaryFunction.Logarithm();
    assertNear(function, magnitudes(-149, 128), StrictMath::log, Tolerances.RELATIVE_LOGARITHM);
    assertNear(function, magnitudes(-1, 1), StrictMath::log, Tolerances.RELATIVE_LOGARITHM);
    assertSpecial(function, 0, -INFINITY);
    assertSpecial(function, -0f, -INFINITY);
    assertSpecial(function, 1, 0);
    assertSpecial(function, -1, Float.NaN);
    assertSpecial(function, INFINITY, INFINITY);
    assertSpecial(function, -INFINITY, Float.NaN);
  }

  @ParameterizedTest
  @ValueSource(floats = {-300, -3, -2, -1, -0.5f, 0, 0.1f, 0.5f, 1, 2, 2.7f, 3, 7, 100.25f, 1e4f})
  void powerOfEveryMagnitude(float exponent) {
    var function = new UnaryFunction.Power(exponent);
    assertNear(
        function,
        magnitudes(-149, 128),
        x -> StrictMath.pow(x, exponent),
        Tolerances.RELATIVE_POWER);
    assertNear(
        function,
        magnitudes(-0.01, 0.01),
        x -> StrictMath.pow(x, exponent),
        Tolerances.RELATIVE_POWER);
    for (float x : new float[] {0, -0f, 1, INFINITY, -INFINITY, -1, -8, Float.NaN}) {
      boolean none = x < 0 && exponent != Math.rint(exponent);
      float expected = none ? Float.NaN : (float) StrictMath.pow(x, exponent);
      assertSpecial(function, x, expected);
    }
  }

  @Test
  void hugePowersAreZeroOrInfinite() {
    var function = new UnaryFunction.Power(3e38f);
    assertSpecial(function, 0.5f, 0);
    assertSpecial(function, 1, 1);
    assertSpecial(function, 1.5f, INFINITY);
    assertSpecial(function, 4, INFINITY);
  }

  @Test
  void errorFunctionIsTheIntegralOfItsSlope() {
    float[] x = new float[COUNT];
    double[] truth = new double[COUNT];
    double sum = 0;
    double step = 6.0 / COUNT;
    for (int i = 0; i < COUNT; i++) {
      x[i] = (float) (i * step);
      truth[i] = sum;
      // Simpson's rule over one step.
      double a = i * step;
      sum +=
          step
              / 6
              * 2
              / Math.sqrt(Math.PI)
              * (StrictMath.exp(-a * a)
                  + 4 * StrictMath.exp(-(a + step / 2) * (a + step / 2))
                  + StrictMath.exp(-(a + step) * (a + step)));
    }
    float[] y = run(UnaryLoops.of(new UnaryFunction.ErrorFunction()), x);
    float[] negative = new float[COUNT];
    IntStream.range(0, COUNT).forEach(i -> negative[i] = -x[i]);
    float[] odd = run(UnaryLoops.of(new UnaryFunction.ErrorFunction()), negative);
    for (int i = 0; i < COUNT; i++) {
      double allowed = Tolerances.RELATIVE_ERROR_FUNCTION * truth[i] + Tolerances.INTEGRATION;
      assertEquals(truth[i], y[i], allowed, "erf of " + x[i]);
      assertEquals(-y[i], odd[i], "erf is odd");
    }
    assertSpecial(new UnaryFunction.ErrorFunction(), INFINITY, 1);
    assertSpecial(new UnaryFunction.ErrorFunction(), -INFINITY, -1);
    assertSpecial(new UnaryFunction.ErrorFunction(), 0, 0);
  }

  @Test
  void nanStaysNan() {
    for (UnaryFunction function :
        new UnaryFunction[] {
          new UnaryFunction.Exponential(),
          new UnaryFunction.Logarithm(),
          new UnaryFunction.SquareRoot(),
          new UnaryFunction.ErrorFunction(),
          new UnaryFunction.Absolute(),
          new UnaryFunction.Power(3),
          new UnaryFunction.Clip(-1, 1),
          new UnaryFunction.Scale(2),
          new UnaryFunction.Shift(2)
        }) {
      assertSpecial(function, Float.NaN, Float.NaN);
    }
    assertSpecial(new UnaryFunction.Clip(-1, 1), INFINITY, 1);
    assertSpecial(new UnaryFunction.Exponential(), -INFINITY, 0);
    assertSpecial(new UnaryFunction.Exponential(), INFINITY, INFINITY);
  }

  private static void assertSpecial(UnaryFunction function, float x, float expected) {
    float y = run(UnaryLoops.of(function), new float[] {x})[0];
    assertEquals(expected, y, function + " of " + x);
  }
}
