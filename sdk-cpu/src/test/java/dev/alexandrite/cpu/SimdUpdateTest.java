package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.PlanHarness.assertClose;
import static dev.alexandrite.cpu.PlanHarness.emptyWhole;
import static dev.alexandrite.cpu.PlanHarness.rows;
import static dev.alexandrite.cpu.PlanHarness.whole;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.cpu.PlanHarness.Tensor;
import dev.alexandrite.spi.RateScale;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Tolerances;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("width")
final class SimdUpdateTest {
  private static final Shape SHAPE = Shape.of(19, 1033); // two chunks and a tail

  @ParameterizedTest
  @CsvSource({"PAPER,false", "PAPER,true", "PYTORCH,false", "PYTORCH,true"})
  void gradientDescent(UpdateOp.Form form, boolean nesterov) {
    double m = 0.9f;
    double decay = 0.01f;
    double rate = 0.1f * 2;
    Tensor g = whole(1, SHAPE, -1, 1);
    Tensor w = whole(2, SHAPE, -1, 1);
    Tensor v = whole(3, SHAPE, -1, 1);
    double[] expectedW = new double[SHAPE.elements()];
    double[] expectedV = new double[SHAPE.elements()];
    for (int i = 0; i < expectedW.length; i++) {
      double u = 0.5 * g.values()[i] + decay * w.values()[i];
      if (form == UpdateOp.Form.PAPER) {
        expectedV[i] = m * v.values()[i] - rate * u;
        expectedW[i] = w.values()[i] + (nesterov ? m * expectedV[i] - rate * u : expectedV[i]);
      } else {
        expectedV[i] = m * v.values()[i] + u;
        expectedW[i] = w.values()[i] - rate * (nesterov ? u + m * expectedV[i] : expectedV[i]);
      }
    }
    UpdateOp op = new UpdateOp.Sgd(SHAPE, form, 0.9f, nesterov, 0.01f, 2);
    List<float[]> found = run(op, state(0.1f), List.of(g, w, v), List.of(w, v));
    assertClose(expectedW, found.get(0), Tolerances.ELEMENT, "w");
    assertClose(expectedV, found.get(1), Tolerances.ELEMENT, "v");

    List<float[]> frozen = run(op, state(0), List.of(g, w, v), List.of(w, v));
    assertArrayEquals(w.values(), frozen.get(0), "a rate of 0 changes no weight");
    assertArrayEquals(v.values(), frozen.get(1), "a rate of 0 changes no velocity");
  }

  @Test
  void adamWithDecoupledDecay() {
    Tensor g = whole(1, SHAPE, -1, 1);
    Tensor w = whole(2, SHAPE, -1, 1);
    Tensor m = whole(3, SHAPE, -1, 1);
    Tensor v = whole(4, SHAPE, 0, 1);
    double beta1 = 0.9f;
    double beta2 = 0.999f;
    double[] expectedW = new double[SHAPE.elements()];
    double[] expectedM = new double[expectedW.length];
    double[] expectedV = new double[expectedW.length];
    RunState state = state(0.01f);
    state.updates = 6;
    for (int i = 0; i < expectedW.length; i++) {
      double slope = 0.5 * g.values()[i];
      expectedM[i] = beta1 * m.values()[i] + (1 - beta1) * slope;
      expectedV[i] = beta2 * v.values()[i] + (1 - beta2) * slope * slope;
      double first = expectedM[i] / (1 - StrictMath.pow(beta1, 7));
      double second = expectedV[i] / (1 - StrictMath.pow(beta2, 7));
      double kept = w.values()[i] * (1 - 0.01 * 0.1);
      expectedW[i] = kept - 0.01 * first / (StrictMath.sqrt(second) + 1e-8);
    }
    UpdateOp op = new UpdateOp.AdamW(SHAPE, 0.9f, 0.999f, 1e-8f, 0.1f, 1);
    List<float[]> found = run(op, state, List.of(g, w, m, v), List.of(w, m, v));
    assertClose(expectedW, found.get(0), Tolerances.ELEMENT, "w");
    assertClose(expectedM, found.get(1), Tolerances.ELEMENT, "m");
    assertClose(expectedV, found.get(2), Tolerances.ELEMENT, "v");
    List<float[]> frozen = run(op, state(0), List.of(g, w, m, v), List.of(w, m, v));
    assertArrayEquals(w.values(), frozen.get(0), "a rate of 0 changes no weight");
  }

  @Test
  void maxNormScalesOnlyUnitsAboveTheLimit() {
    Tensor w = whole(5, SHAPE, -1, 1);
    int weights = SHAPE.get(1);
    for (int i = 0; i < weights; i++) {
      w.values()[3 * weights + i] *= 0.01f;
    }
    double[] expected = new double[SHAPE.elements()];
    for (int unit = 0; unit < SHAPE.channels(); unit++) {
      double norm = StrictMath.sqrt(squares(w.values(), unit * weights, weights));
      for (int i = unit * weights; i < (unit + 1) * weights; i++) {
        expected[i] = w.values()[i] * Math.min(1, 2 / norm);
      }
    }
    UpdateOp op = new UpdateOp.MaxNorm(SHAPE, 2);
    assertClose(
        expected, run(op, state(1), List.of(w), List.of(w)).getFirst(), Tolerances.PRODUCT, "w");
  }

  @Test
  void maxNormLimitsEveryUnitOfAnUnsharedFilterBank() {
    Shape shape = Shape.of(4, 3, 2, 5, 5); // positions, filters, channels, kernel
    int units = 12;
    int weights = shape.elements() / units;
    Tensor w = whole(7, shape, -1, 1);
    UpdateOp op = new UpdateOp.MaxNorm(shape, units, 2, RateScale.constant(1));
    double[] expected = new double[shape.elements()];
    for (int i = 0; i < expected.length; i++) {
      double norm = StrictMath.sqrt(squares(w.values(), i / weights * weights, weights));
      expected[i] = w.values()[i] * Math.min(1, 2 / norm);
    }
    assertClose(
        expected, run(op, state(1), List.of(w), List.of(w)).getFirst(), Tolerances.PRODUCT, "w");
  }

  @Test
  void averageMovesTowardsTheWeights() {
    Tensor w = whole(6, SHAPE, -1, 1);
    Tensor average = whole(7, SHAPE, -1, 1);
    UpdateOp op = new UpdateOp.Average(SHAPE, 0.75f);
    for (int updates : new int[] {0, 6, 25, 26, 1000}) {
      double past = Math.min(0.75, (1.0 + updates) / (10.0 + updates));
      double[] expected = new double[SHAPE.elements()];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = past * average.values()[i] + (1 - past) * w.values()[i];
      }
      RunState state = state(1);
      state.updates = updates;
      float[] found = run(op, state, List.of(w, average), List.of(average)).getFirst();
      assertClose(expected, found, Tolerances.PRODUCT, "average after " + updates);
    }
  }

  @Test
  void squaredNormIsSummedInDoublePrecision() {
    Tensor g = whole(8, SHAPE, -1, 1);
    float[] found =
        run(new UpdateOp.SquaredNorm(SHAPE), state(1), List.of(g), List.of(emptyWhole(Shape.of(1))))
            .getFirst();
    double expected = squares(g.values(), 0, g.values().length);
    assertEquals((float) expected, found[0], Math.ulp((float) expected));
  }

  @Test
  void clipScalesDownToTheLimit() {
    Tensor g = whole(9, SHAPE, -1, 1);
    UpdateOp op = new UpdateOp.Clip(SHAPE, 3);
    // state() scales gradients by 1/2: a norm of 4 counts as 2, a norm of 12 as 6.
    Tensor below = new Tensor(Shape.of(1), false, new float[] {16});
    assertArrayEquals(
        g.values(), run(op, state(1), List.of(g, below), List.of(g)).getFirst(), "below");
    Tensor above = new Tensor(Shape.of(1), false, new float[] {144});
    double[] expected = new double[SHAPE.elements()];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = g.values()[i] * 0.5;
    }
    assertClose(
        expected,
        run(op, state(1), List.of(g, above), List.of(g)).getFirst(),
        Tolerances.PRODUCT,
        "above");
    Tensor none = new Tensor(Shape.of(1), false, new float[1]);
    assertArrayEquals(
        g.values(), run(op, state(1), List.of(g, none), List.of(g)).getFirst(), "no gradient");
  }

  @Test
  void zeroClears() {
    float[] found =
        run(new UpdateOp.Zero(SHAPE), state(1), List.of(), List.of(emptyWhole(SHAPE))).getFirst();
    assertArrayEquals(new float[SHAPE.elements()], found);
  }

  private static RunState state(float rate) {
    RunState state = rows(1);
    state.learningRate = rate;
    state.gradientScale = 0.5f;
    return state;
  }

  private static double squares(float[] values, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += (double) values[i] * values[i];
    }
    return sum;
  }

  private static List<float[]> run(
      UpdateOp op, RunState state, List<Tensor> inputs, List<Tensor> outputs) {
    return PlanHarness.run(pool -> SimdUpdate.plan(op, 1, pool), state, inputs, outputs);
  }
}
