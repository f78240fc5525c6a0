package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.cpu.PlanHarness.Tensor;
import dev.alexandrite.spi.RateScale;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Tolerances;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three updates of 37 weights beside the same computed by NumPy in float64 from each rule's
 * published formula, with constants rounded to float32: weights (i − 18) / 16, gradients ((7·i +
 * 5·t) mod 13 − 6) / 8, halved, at rates 0.1, 0.1 and 0.05.
 */
@Tag("width")
final class UpdateNumbersTest {
  private static final Shape SHAPE = Shape.of(37);
  private static final float[] RATES = {0.1f, 0.1f, 0.05f};

  /** Of these the numbers are listed: in vectors of any width and in the tail. */
  private static final int[] LISTED = {0, 1, 6, 17, 36};

  @Test
  void rmsPropInTheFormOfTensorFlow() {
    assertUpdates(
        new UpdateOp.RmsProp(SHAPE, 0.9f, 0.9f, 1e-3f, 0.25f, RateScale.constant(1)),
        List.of(filled(1), filled(0)),
        new double[] {-0.87555991, -1.00660586, -0.601845796, -0.0197035037, 0.95361458},
        new double[] {0.773508685, 0.748245655, 0.77006331, 0.748749475, 0.757733441},
        new double[] {-0.0858743838, -0.0280267924, -0.0678650211, 0.00421112167, 0.0704771226});
  }

  @Test
  void lambWithTheRatioOfNorms() {
    assertUpdates(
        new UpdateOp.Lamb(SHAPE, 0.9f, 0.999f, 1e-6f, 0.01f, true, RateScale.constant(1)),
        List.of(filled(0), filled(0)),
        new double[] {-0.936089917, -1.27843314, -0.602275216, 0.0365488074, 1.13002406},
        new double[] {-0.0110000009, 0.0263125051, -0.0414375094, 0.0228750064, -0.00756250213},
        new double[] {
          0.000206743576, 0.000160005758, 0.000191317886, 0.000206899744, 0.000128834284
        });
  }

  @Test
  void lambHasARatioOfOneWhereANormIsZero() {
    UpdateOp op = new UpdateOp.Lamb(SHAPE, 0.9f, 0.999f, 1e-6f, 0.01f, true, RateScale.constant(1));
    RunState state = PlanHarness.rows(1);
    state.learningRate = 0.1f;
    state.gradientScale = 1;
    List<Tensor> fresh = List.of(filled(0), filled(0), filled(0));
    float[] moved = run(op, state, filled(2), fresh).getFirst();
    assertEquals(-0.1, moved[36], Tolerances.ELEMENT, "from zero by Adam's step, the rate");
    float[] still = run(op, state, filled(0), fresh).getFirst();
    assertEquals(0f, still[36], "no gradient and no weights");
  }

  private static List<float[]> run(
      UpdateOp op, RunState state, Tensor gradient, List<Tensor> tensors) {
    List<Tensor> inputs = new ArrayList<>(List.of(gradient));
    inputs.addAll(tensors);
    return PlanHarness.run(pool -> SimdUpdate.plan(op, 1, pool), state, inputs, tensors);
  }

  private static void assertUpdates(UpdateOp op, List<Tensor> states, double[]... expected) {
    List<Tensor> tensors = new ArrayList<>(List.of(weights()));
    tensors.addAll(states);
    for (int step = 0; step < RATES.length; step++) {
      RunState state = PlanHarness.rows(1);
      state.learningRate = RATES[step];
      state.gradientScale = 0.5f;
      state.updates = step;
      tensors =
          run(op, state, gradients(step), tensors).stream()
              .map(values -> new Tensor(SHAPE, false, values))
              .toList();
    }
    for (int tensor = 0; tensor < expected.length; tensor++) {
      for (int i = 0; i < LISTED.length; i++) {
        assertEquals(
            expected[tensor][i],
            tensors.get(tensor).values()[LISTED[i]],
            Tolerances.ELEMENT,
            "tensor " + tensor + ", element " + LISTED[i]);
      }
    }
  }

  private static Tensor weights() {
    Tensor weights = filled(0);
    for (int i = 0; i < weights.values().length; i++) {
      weights.values()[i] = (i - 18) / 16f;
    }
    return weights;
  }

  private static Tensor gradients(int step) {
    Tensor gradients = filled(0);
    for (int i = 0; i < gradients.values().length; i++) {
      gradients.values()[i] = ((i * 7 + step * 5) % 13 - 6) / 8f;
    }
    return gradients;
  }

  private static Tensor filled(float value) {
    float[] values = new float[SHAPE.elements()];
    Arrays.fill(values, value);
    return new Tensor(SHAPE, false, values);
  }
}
