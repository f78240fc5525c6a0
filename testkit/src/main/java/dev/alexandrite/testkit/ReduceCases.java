package dev.alexandrite.testkit;

import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ReduceOp;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reductions over every choice of axes, and over the batch. */
final class ReduceCases {
  private ReduceCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (Shape shape :
        List.of(
            Shape.of(1),
            Shape.of(15),
            Shape.of(16),
            Shape.of(33),
            Shape.of(17, 33),
            Shape.of(16, 1),
            Shape.image(17, 3, 5),
            Shape.image(16, 4, 17),
            Shape.of(2, 3, 4, 17),
            Shape.of(3, 2, 2, 3, 2))) {
      for (int chosen = 1; chosen < 1 << shape.rank(); chosen++) {
        addReductions(cases, shape, axes(shape, chosen), chosen);
      }
    }
    for (Shape shape :
        List.of(
            Shape.of(),
            Shape.of(1),
            Shape.of(17),
            Shape.of(33, 2),
            Shape.image(16, 3, 5),
            Shape.image(33, 2, 3),
            Shape.of(2, 3, 4, 5))) {
      for (int i = 0; i < 6; i++) {
        cases.add(OpCase.of(new ReduceOp.Batch(shape), Rows.cycle(i)).positive());
      }
    }
    return cases;
  }

  /** The axes whose bits are set. */
  private static List<Integer> axes(Shape shape, int chosen) {
    return IntStream.range(0, shape.rank())
        .filter(axis -> (chosen >> axis & 1) != 0)
        .boxed()
        .toList();
  }

  private static void addReductions(
      List<OpCase> cases, Shape shape, List<Integer> axes, int index) {
    Reduction[] reductions = Reduction.values();
    for (int i = 0; i < reductions.length; i++) {
      Reduction reduction = reductions[i];
      // Above rank 3 there are many choices of axes, and two reductions do for each.
      if (shape.rank() > 3 && (i + index) % 2 == 0) {
        continue;
      }
      int variant = index + i;
      Operand input = new Operand(shape, variant % 3 != 0);
      var op = new ReduceOp.Axes(reduction, input, axes, (index + i / 2) % 2 == 0);
      OpCase test = OpCase.of(op, Rows.cycle(variant));
      switch (reduction) {
        // A sum that cancels to nothing would measure rounding alone.
        case SUM, MEAN -> cases.add(test.positive());
        case MAX, MIN -> {
          cases.add(test);
          cases.add(index % 2 == 0 ? test.coarse() : test.special());
        }
      }
    }
  }
}
