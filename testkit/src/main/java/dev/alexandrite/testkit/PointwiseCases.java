package dev.alexandrite.testkit;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.DropoutOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Operators that treat, or move, every element by itself. */
final class PointwiseCases {
  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(1),
          Shape.of(33),
          Shape.image(3, 5, 7),
          Shape.image(16, 2, 2),
          Shape.image(17, 3, 1),
          Shape.of(5, 15));

  private PointwiseCases() {}

  static List<OpCase> activation() {
    List<OpCase> cases = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (int i = 0; i < SHAPES.size(); i++) {
        add(cases, new ActivationOp.Forward(SHAPES.get(i), activation), i);
        add(cases, new ActivationOp.Gradient(SHAPES.get(i), activation), i);
      }
      cases.add(cases.getLast().coarse());
    }
    return cases;
  }

  static List<OpCase> dropout() {
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < SHAPES.size(); i++) {
      add(cases, new DropoutOp.Forward(SHAPES.get(i), i, 0.5, 1), i);
      add(cases, new DropoutOp.Forward(SHAPES.get(i), i, 0.8, 1.25f), i + 1);
      add(cases, new DropoutOp.Examples(SHAPES.get(i), i, 0.6, 1 / 0.6f), i);
      add(cases, new DropoutOp.ExamplesGradient(SHAPES.get(i)), i + 1);
    }
    return cases;
  }

  static List<OpCase> sums() {
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < SHAPES.size(); i++) {
      Shape shape = SHAPES.get(i);
      add(cases, new ElementwiseOp.Add(shape, 1 + i % 4, true), i);
      add(cases, new ElementwiseOp.Add(shape, 2, false), i);
    }
    add(cases, new ElementwiseOp.Add(Shape.of(33, 3, 5, 5), 3, false), 0);
    return cases;
  }

  private static void add(List<OpCase> cases, Op op, int index) {
    Rows rows = Rows.cycle(index);
    cases.add(OpCase.of(op + ", " + rows, op, rows.capacity(), rows.rows()));
  }
}
