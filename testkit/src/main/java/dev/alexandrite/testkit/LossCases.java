package dev.alexandrite.testkit;

import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Softmax, alone and with cross-entropy. */
final class LossCases {
  private LossCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    List<Shape> shapes =
        List.of(
            Shape.of(10),
            Shape.of(1),
            Shape.of(33),
            Shape.image(17, 3, 2),
            Shape.image(3, 5, 5),
            Shape.of(4, 15));
    for (int i = 0; i < shapes.size(); i++) {
      add(cases, new SoftmaxOp.Forward(shapes.get(i)), i);
      add(cases, new SoftmaxOp.Gradient(shapes.get(i)), i);
    }
    List<Float> weights = List.of(0.5f, 2f, 0f, 1f, 0.25f);
    add(cases, new LossOp.SoftmaxCrossEntropy(10, 0, List.of()), 5);
    add(cases, new LossOp.SoftmaxCrossEntropy(17, 0.1f, List.of()), 4);
    add(cases, new LossOp.SoftmaxCrossEntropy(5, 0, weights), 5);
    add(cases, new LossOp.SoftmaxCrossEntropy(5, 0.2f, weights), 4);
    add(cases, new LossOp.SoftmaxCrossEntropy(1000, 0, List.of()), 1);
    add(cases, new LossOp.SoftmaxCrossEntropy(2, 0, List.of()), 2);
    add(cases, new LossOp.SoftmaxCrossEntropy(3, 0.1f, List.of(), OptionalInt.of(1)), 5);
    add(cases, new LossOp.SoftmaxCrossEntropy(5, 0, weights, OptionalInt.of(0)), 4);
    add(cases, new LossOp.SoftCrossEntropy(10, 0, List.of()), 5);
    add(cases, new LossOp.SoftCrossEntropy(1000, 0.1f, List.of()), 1);
    add(cases, new LossOp.SoftCrossEntropy(5, 0.2f, weights), 4);
    add(cases, new LossOp.SigmoidCrossEntropy(1, List.of()), 2);
    add(cases, new LossOp.SigmoidCrossEntropy(33, List.of()), 5);
    add(cases, new LossOp.SigmoidCrossEntropy(5, weights), 4);
    add(cases, new LossOp.SquaredError(1), 3);
    add(cases, new LossOp.SquaredError(19), 4);
    return cases;
  }

  private static void add(List<OpCase> cases, Op op, int index) {
    Rows rows = Rows.cycle(index);
    cases.add(OpCase.of(op + ", " + rows, op, rows.capacity(), rows.rows()));
  }
}
