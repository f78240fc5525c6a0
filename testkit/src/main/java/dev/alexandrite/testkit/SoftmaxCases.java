package dev.alexandrite.testkit;

import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Softmax and its logarithm along every axis. */
final class SoftmaxCases {
  private SoftmaxCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (Shape shape :
        List.of(
            Shape.of(1),
            Shape.of(15),
            Shape.of(16),
            Shape.of(17),
            Shape.of(33),
            Shape.of(17, 33),
            Shape.of(16, 1),
            Shape.image(17, 3, 5),
            Shape.image(16, 2, 33),
            Shape.image(1, 15, 4),
            Shape.of(2, 3, 4, 17),
            Shape.of(3, 2, 2, 3, 2))) {
      for (int axis = 0; axis < shape.rank(); axis++) {
        for (boolean log : List.of(false, true)) {
          for (boolean batched : List.of(true, false)) {
            addOperators(cases, new Operand(shape, batched), axis, log);
          }
        }
      }
    }
    return cases;
  }

  private static void addOperators(List<OpCase> cases, Operand output, int axis, boolean log) {
    Rows rows = Rows.cycle(cases.size() / 3);
    OpCase forward = OpCase.of(new SoftmaxOp.Forward(output, axis, log), rows);
    cases.add(forward);
    cases.add(forward.large());
    cases.add(OpCase.of(new SoftmaxOp.Gradient(output, axis, log), rows));
  }
}
