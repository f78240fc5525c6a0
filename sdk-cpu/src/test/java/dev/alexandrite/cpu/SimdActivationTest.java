package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.PlanHarness.assertClose;
import static dev.alexandrite.cpu.PlanHarness.batch;
import static dev.alexandrite.cpu.PlanHarness.emptyBatch;
import static dev.alexandrite.cpu.PlanHarness.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.cpu.PlanHarness.Tensor;
import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Tolerances;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("width")
final class SimdActivationTest {
  private static final int ROWS = 3;
  private static final Shape SHAPE = Shape.image(5, 34, 33); // two chunks and a tail

  @ParameterizedTest
  @EnumSource
  void forwardMatchesTheDefinition(Activation activation) {
    Tensor x = batch(1, SHAPE, ROWS, -12, 12);
    ActivationOp.Forward op = new ActivationOp.Forward(SHAPE, activation);
    double[] expected = new double[x.values().length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = value(activation, x.values()[i]);
    }
    for (Tensor y : List.of(emptyBatch(SHAPE, ROWS), x)) {
      float[] found =
          PlanHarness.run(
                  pool -> SimdActivation.plan(op, ROWS, pool), rows(ROWS), List.of(x), List.of(y))
              .getFirst();
      assertClose(expected, found, Tolerances.ELEMENT, activation + (y == x ? " in place" : ""));
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientMatchesADifferenceQuotient(Activation activation) {
    Tensor x = batch(2, SHAPE, ROWS, -6, 6);
    Tensor dy = batch(3, SHAPE, ROWS, -1, 1);
    float[] seen = x.values().clone();
    double[] expected = new double[seen.length];
    for (int i = 0; i < expected.length; i++) {
      double at = seen[i];
      double slope = (value(activation, at + 1e-5) - value(activation, at - 1e-5)) / 2e-5;
      expected[i] = dy.values()[i] * slope;
      seen[i] = activation.gradientFromOutput() ? (float) value(activation, at) : seen[i];
    }
    ActivationOp.Gradient op = new ActivationOp.Gradient(SHAPE, activation);
    Tensor from = new Tensor(SHAPE, true, seen);
    for (Tensor dx : List.of(emptyBatch(SHAPE, ROWS), dy)) {
      float[] found =
          PlanHarness.run(
                  pool -> SimdActivation.plan(op, ROWS, pool),
                  rows(ROWS),
                  List.of(from, dy),
                  List.of(dx))
              .getFirst();
      assertClose(
          expected, found, Tolerances.TWO_STEPS, activation + (dx == dy ? " in place" : ""));
    }
  }

  @Test
  void rectifierKeepsNanAndGivesNoGradientAtZero() {
    Shape shape = Shape.of(19);
    Tensor x = new Tensor(shape, true, new float[19]);
    Tensor dy = batch(4, shape, 1, 1, 2);
    x.values()[0] = Float.NaN;
    x.values()[18] = Float.NaN;
    float[] y =
        PlanHarness.run(
                pool ->
                    SimdActivation.plan(new ActivationOp.Forward(shape, Activation.RELU), 1, pool),
                rows(1),
                List.of(x),
                List.of(emptyBatch(shape, 1)))
            .getFirst();
    assertTrue(Float.isNaN(y[0]) && Float.isNaN(y[18]));
    float[] dx =
        PlanHarness.run(
                pool ->
                    SimdActivation.plan(new ActivationOp.Gradient(shape, Activation.RELU), 1, pool),
                rows(1),
                List.of(x, dy),
                List.of(emptyBatch(shape, 1)))
            .getFirst();
    assertClose(new double[19], dx, 0, "gradient at 0");
  }

  @Test
  void exponentialIsWithinTwoUlpsOverItsWholeRange() {
    float[] lanes = new float[Simd.LANES];
    for (double x = -104.5; x < 90; x += 0.031) {
      lanes[0] = (float) x;
      float found = Exponential.exp(FloatVector.fromArray(Simd.SPECIES, lanes, 0)).lane(0);
      assertEquals(found, Exponential.exp(lanes[0]), "scalar exp(" + lanes[0] + ")");
      float expected = (float) StrictMath.exp(lanes[0]);
      if (Float.isInfinite(expected)) {
        assertEquals(expected, found);
      } else {
        assertEquals(expected, found, 2 * Math.ulp(expected), "exp(" + lanes[0] + ")");
      }
    }
  }

  @Test
  void exponentialOfExtremes() {
    assertEquals(0f, exp(Float.NEGATIVE_INFINITY));
    assertEquals(Float.POSITIVE_INFINITY, exp(Float.POSITIVE_INFINITY));
    assertEquals(1f, exp(0f));
    assertTrue(Float.isNaN(exp(Float.NaN)));
  }

  @Test
  void hyperbolicTangentKeepsItsPrecisionNearZero() {
    for (float x = 1e-30f; x < 1; x *= 1.7f) {
      float found = Exponential.tanh(FloatVector.broadcast(Simd.SPECIES, -x)).lane(0);
      double expected = StrictMath.tanh(-x);
      assertEquals(
          expected, found, Tolerances.RELATIVE_TANH * Math.abs(expected), "tanh(" + -x + ")");
    }
  }

  private static float exp(float x) {
    return Exponential.exp(FloatVector.broadcast(Simd.SPECIES, x)).lane(0);
  }

  private static double value(Activation activation, double x) {
    return switch (activation) {
      case NONE -> x;
      case RELU -> Math.max(0, x);
      case TANH -> StrictMath.tanh(x);
      case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
      case GELU -> x * gaussianDistribution(x);
      case SILU -> x / (1 + StrictMath.exp(-x));
    };
  }

  /** {@code Φ(x) = 1/2 + φ(x) · (x + x³/3 + x⁵/(3·5) + ...)}, whose terms are all of one sign. */
  private static double gaussianDistribution(double x) {
    double term = x;
    double sum = x;
    for (int i = 3; i < 400; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * Math.PI);
  }
}
