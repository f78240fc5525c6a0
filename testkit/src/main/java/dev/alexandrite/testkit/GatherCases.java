package dev.alexandrite.testkit;

import dev.alexandrite.spi.GatherOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Picks by number along every axis, each with its gradient. */
final class GatherCases {
  private static final List<Shape> INDICES =
      List.of(
          Shape.of(),
          Shape.of(1),
          Shape.of(5),
          Shape.of(17),
          Shape.of(33),
          Shape.of(2, 3),
          Shape.image(17, 2, 3),
          Shape.of(2, 1, 3, 2));

  private GatherCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (Shape table :
        List.of(
            Shape.of(1),
            Shape.of(17),
            Shape.of(7, 16),
            Shape.of(33, 15),
            Shape.image(17, 3, 5),
            Shape.image(16, 4, 33),
            Shape.of(2, 3, 4, 5))) {
      for (int axis = 0; axis < table.rank(); axis++) {
        // Four kinds of operands, and eight shapes of indices over two axes.
        for (int kinds = 0; kinds < 4; kinds++) {
          int index = cases.size() / 2;
          Operand from = new Operand(table, (kinds & 1) == 0);
          Operand picks =
              new Operand(INDICES.get(index % INDICES.size()), ((kinds >> 1) + index / 8) % 2 == 0);
          cases.add(OpCase.of(new GatherOp.Forward(from, picks, axis), Rows.cycle(index)));
          cases.add(OpCase.of(new GatherOp.Gradient(from, picks, axis), Rows.cycle(index)));
        }
      }
    }
    return cases;
  }
}
