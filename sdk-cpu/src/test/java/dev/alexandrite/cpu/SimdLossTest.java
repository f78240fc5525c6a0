package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.PlanHarness.assertClose;
import static dev.alexandrite.cpu.PlanHarness.batch;
import static dev.alexandrite.cpu.PlanHarness.emptyBatch;
import static dev.alexandrite.cpu.PlanHarness.rows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.cpu.PlanHarness.Tensor;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Tolerances;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("width")
final class SimdLossTest {
  private static final int ROWS = 5;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 33, 1000})
  void crossEntropy(int classes) {
    for (float smoothing : new float[] {0, 0.1f}) {
      assertCrossEntropy(classes, smoothing, List.of());
      assertCrossEntropy(classes, smoothing, weights(classes));
    }
  }

  private static void assertCrossEntropy(int classes, float smoothing, List<Float> weights) {
    Tensor logits = batch(1, Shape.of(classes), ROWS, -9, 9);
    float[] labels = {0, classes - 1, classes / 2, 0, classes / 3};
    double total = 0;
    for (float label : labels) {
      total += weights.isEmpty() ? 1 : weights.get((int) label);
    }
    double[] losses = new double[ROWS];
    double[] gradient = new double[ROWS * classes];
    for (int row = 0; row < ROWS; row++) {
      double weight = weights.isEmpty() ? 1 : weights.get((int) labels[row]);
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += StrictMath.exp(logits.values()[row * classes + c]);
      }
      for (int c = 0; c < classes; c++) {
        int at = row * classes + c;
        double p = StrictMath.exp(logits.values()[at]) / sum;
        double target = (c == labels[row] ? 1 - smoothing : 0) + (double) smoothing / classes;
        losses[row] -= weight * target * StrictMath.log(p);
        gradient[at] = weight * (p - target) / total;
      }
    }
    List<float[]> found = run(classes, smoothing, weights, logits, labels);
    assertClose(losses, found.get(0), Tolerances.TWO_STEPS, "losses");
    assertClose(gradient, found.get(1), Tolerances.LOGIT_GRADIENT, "gradient");
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    Tensor logits = new Tensor(Shape.of(2), true, new float[] {1e6f, 0});
    List<float[]> found = run(2, 0, List.of(), logits, new float[] {1});
    assertClose(new double[] {1e6}, found.get(0), Tolerances.ELEMENT, "loss");
    assertClose(new double[] {1, -1}, found.get(1), 0, "gradient");
  }

  @Test
  void weightsOfZeroTeachNothing() {
    Tensor logits = batch(2, Shape.of(3), 1, -1, 1);
    List<float[]> found = run(3, 0, List.of(0f, 1f, 1f), logits, new float[] {0});
    assertClose(new double[1], found.get(0), 0, "loss");
    assertClose(new double[3], found.get(1), 0, "gradient");
  }

  @Test
  void anIgnoredRowCountsForNothing() {
    List<Float> weights = List.of(1f, 2f, 3f);
    Tensor logits = batch(2, Shape.of(3), 3, -1, 1);
    Tensor others = new Tensor(Shape.of(3), true, Arrays.copyOfRange(logits.values(), 3, 9));
    List<float[]> expected = run(3, 0.1f, weights, others, new float[] {2, 0});
    LossOp op = new LossOp.SoftmaxCrossEntropy(3, 0.1f, weights, OptionalInt.of(-100));
    List<float[]> found = run(op, logits, new float[] {-100, 2, 0});
    assertArrayEquals(new float[] {0, expected.get(0)[0], expected.get(0)[1]}, found.get(0));
    assertArrayEquals(new float[3], Arrays.copyOf(found.get(1), 3));
    assertArrayEquals(expected.get(1), Arrays.copyOfRange(found.get(1), 3, 9));
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 3, 0.5f, Float.NaN, Float.POSITIVE_INFINITY})
  void aLabelOutOfRangeIsNamed(float label) {
    Tensor logits = batch(2, Shape.of(3), 2, -1, 1);
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> run(3, 0, List.of(), logits, new float[] {2, label}));
    assertTrue(e.getMessage().startsWith("row 1 of the batch has label " + label), e.getMessage());
  }

  private static List<float[]> run(
      int classes, float smoothing, List<Float> weights, Tensor logits, float[] labels) {
    return run(new LossOp.SoftmaxCrossEntropy(classes, smoothing, weights), logits, labels);
  }

  private static List<float[]> run(LossOp op, Tensor logits, float[] labels) {
    int rows = labels.length;
    return PlanHarness.run(
        pool -> SimdLoss.plan(op, rows, pool),
        rows(rows),
        List.of(logits, new Tensor(Shape.of(1), true, labels)),
        List.of(emptyBatch(Shape.of(1), rows), emptyBatch(Shape.of(op.classes()), rows)));
  }

  private static List<Float> weights(int classes) {
    List<Float> weights = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      weights.add(0.5f + c % 3);
    }
    return weights;
  }

  @Test
  void softmaxOverTheFirstAxis() {
    for (Shape shape : List.of(Shape.of(33), Shape.of(5, 7), Shape.image(17, 2, 3))) {
      int classes = shape.channels();
      int groups = shape.elements() / classes;
      Tensor x = batch(3, shape, ROWS, -20, 20);
      Tensor dy = batch(4, shape, ROWS, -1, 1);
      double[] y = new double[x.values().length];
      double[] dx = new double[y.length];
      for (int g = 0; g < ROWS * groups; g++) {
        int first = g / groups * shape.elements() + g % groups;
        double sum = 0;
        for (int c = 0; c < classes; c++) {
          sum += StrictMath.exp(x.values()[first + c * groups]);
        }
        double product = 0;
        for (int c = 0; c < classes; c++) {
          int at = first + c * groups;
          y[at] = StrictMath.exp(x.values()[at]) / sum;
          product += y[at] * dy.values()[at];
        }
        for (int c = 0; c < classes; c++) {
          int at = first + c * groups;
          dx[at] = y[at] * (dy.values()[at] - product);
        }
      }
      Tensor output = emptyBatch(shape, ROWS);
      float[] forward =
          PlanHarness.run(
                  pool -> SimdSoftmax.plan(new SoftmaxOp.Forward(shape), ROWS, pool),
                  rows(ROWS),
                  List.of(x),
                  List.of(output))
              .getFirst();
      float[] gradient =
          PlanHarness.run(
                  pool -> SimdSoftmax.plan(new SoftmaxOp.Gradient(shape), ROWS, pool),
                  rows(ROWS),
                  List.of(new Tensor(shape, true, forward), dy),
                  List.of(emptyBatch(shape, ROWS)))
              .getFirst();
      assertClose(y, forward, Tolerances.ELEMENT, "y of " + shape);
      assertClose(dx, gradient, Tolerances.ELEMENT, "dx of " + shape);
      assertEquals(
          1,
          y[0] / forward[0],
          Tolerances.RELATIVE_PROBABILITY,
          "relative error of a small probability");
    }
  }
}
