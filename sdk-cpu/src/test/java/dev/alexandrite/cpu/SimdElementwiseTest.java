package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.PlanHarness.assertClose;
import static dev.alexandrite.cpu.PlanHarness.batch;
import static dev.alexandrite.cpu.PlanHarness.emptyBatch;
import static dev.alexandrite.cpu.PlanHarness.rows;
import static dev.alexandrite.cpu.PlanHarness.whole;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.cpu.PlanHarness.Tensor;
import dev.alexandrite.spi.DropoutOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.RandomStream;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import dev.alexandrite.testkit.Tolerances;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("width")
final class SimdElementwiseTest {
  private static final int ROWS = 3;
  private static final Shape SHAPE = Shape.image(5, 41, 37);

  @Test
  void addsInOrderOutOfAndInPlace() {
    Tensor a = batch(1, SHAPE, ROWS, -1, 1);
    Tensor b = batch(2, SHAPE, ROWS, -1, 1);
    Tensor c = batch(3, SHAPE, ROWS, -1, 1);
    float[] expected = new float[a.values().length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (a.values()[i] + b.values()[i]) + c.values()[i];
    }
    for (Tensor y : List.of(emptyBatch(SHAPE, ROWS), a)) {
      assertArrayEquals(expected, run(new ElementwiseOp.Add(SHAPE, 3, true), List.of(a, b, c), y));
    }
    assertArrayEquals(
        a.values(),
        run(new ElementwiseOp.Add(SHAPE, 1, true), List.of(a), emptyBatch(SHAPE, ROWS)));
  }

  @Test
  void addsUnbatchedTensorsOnce() {
    Tensor a = whole(1, SHAPE, -1, 1);
    Tensor b = whole(2, SHAPE, -1, 1);
    float[] expected = new float[a.values().length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = a.values()[i] + b.values()[i];
    }
    assertArrayEquals(expected, run(new ElementwiseOp.Add(SHAPE, 2, false), List.of(a, b), a));
  }

  @Test
  void multipliesAndScalesInPlace() {
    Tensor a = batch(4, SHAPE, ROWS, -1, 1);
    Tensor b = batch(5, SHAPE, ROWS, -1, 1);
    float[] product = new float[a.values().length];
    float[] multiple = new float[product.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = a.values()[i] * b.values()[i];
      multiple[i] = a.values()[i] * 0.3f;
    }
    assertArrayEquals(
        product, run(new ElementwiseOp.Binary(BinaryFunction.MULTIPLY, SHAPE), List.of(a, b), a));
    assertArrayEquals(
        multiple,
        run(
            new ElementwiseOp.Unary(new UnaryFunction.Scale(0.3f), Operand.batched(SHAPE)),
            List.of(a),
            a));
  }

  private static float[] run(ElementwiseOp op, List<Tensor> inputs, Tensor output) {
    return PlanHarness.run(
            pool -> SimdElementwise.plan(op, ROWS, pool), rows(ROWS), inputs, List.of(output))
        .getFirst();
  }

  @Test
  void dropoutCountsUnitsInRowMajorOrder() {
    for (Shape shape : List.of(Shape.image(5, 3, 7), Shape.of(33), Shape.of(4, 9))) {
      DropoutOp.Forward op = new DropoutOp.Forward(shape, 9, 0.4, 2.5f);
      Tensor x = batch(6, shape, ROWS, 1, 2);
      RunState state = rows(ROWS);
      state.seed = 0x123456789ABCDEFL;
      state.batch = 77;
      state.firstRow = 10;
      double[] mask = new double[x.values().length];
      double[] y = new double[mask.length];
      for (int i = 0; i < mask.length; i++) {
        int word =
            RandomStream.word(
                state.seed,
                RandomStream.Purpose.DROPOUT,
                9,
                77,
                10 + i / shape.elements(),
                i % shape.elements());
        mask[i] = Integer.compareUnsigned(word, (int) op.threshold()) < 0 ? 2.5 : 0;
        y[i] = mask[i] * x.values()[i];
      }
      for (Tensor output : List.of(emptyBatch(shape, ROWS), x)) {
        List<float[]> found =
            PlanHarness.run(
                pool -> SimdDropout.plan(op, ROWS, pool),
                state,
                List.of(x),
                List.of(output, emptyBatch(shape, ROWS)));
        assertClose(y, found.get(0), Tolerances.ELEMENT, "y");
        assertClose(mask, found.get(1), 0, "mask");
      }
    }
  }

  @Test
  void dropoutKeepsTheFractionThatItPromises() {
    Shape shape = Shape.of(10_000);
    Tensor x = batch(7, shape, ROWS, 1, 1);
    DropoutOp.Forward op = new DropoutOp.Forward(shape, 1, 0.3, 1);
    float[] mask =
        PlanHarness.run(
                pool -> SimdDropout.plan(op, ROWS, pool),
                rows(ROWS),
                List.of(x),
                List.of(emptyBatch(shape, ROWS), emptyBatch(shape, ROWS)))
            .get(1);
    double kept = 0;
    for (float m : mask) {
      kept += m;
    }
    assertEquals(0.3, kept / mask.length, 0.015); // more than five standard deviations
  }
}
