package dev.alexandrite.testkit;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.DropoutOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
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
    }
    return cases;
  }

  static List<OpCase> elementwise() {
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < SHAPES.size(); i++) {
      Shape shape = SHAPES.get(i);
      add(cases, new ElementwiseOp.Add(shape, 1 + i % 4, true), i);
      add(cases, new ElementwiseOp.Add(shape, 2, false), i);
      add(cases, new ElementwiseOp.Binary(BinaryFunction.MULTIPLY, shape), i);
      add(
          cases,
          new ElementwiseOp.Unary(new UnaryFunction.Scale(-0.75f), Operand.batched(shape)),
          i);
    }
    add(cases, new ElementwiseOp.Add(Shape.of(33, 3, 5, 5), 3, false), 0);
    return cases;
  }

  static List<OpCase> shape() {
    List<Op> operators =
        List.of(
            ShapeOp.Concat.of(List.of(Shape.image(3, 4, 5), Shape.image(17, 4, 5))),
            ShapeOp.Concat.of(
                List.of(Shape.image(16, 3, 3), Shape.image(1, 3, 3), Shape.image(33, 3, 3))),
            ShapeOp.Concat.of(List.of(Shape.of(15), Shape.of(2), Shape.of(16))),
            ShapeOp.Concat.of(List.of(Shape.image(32, 2, 2), Shape.image(16, 2, 2))),
            ShapeOp.Concat.of(List.of(Shape.of(2, 7), Shape.of(1, 7))),
            ShapeOp.Slice.of(Operand.batched(Shape.image(20, 4, 5)), 0, 3, 17),
            ShapeOp.Slice.of(Operand.batched(Shape.image(48, 2, 2)), 0, 16, 32),
            ShapeOp.Slice.of(Operand.batched(Shape.image(50, 3, 3)), 0, 16, 1),
            ShapeOp.Slice.of(Operand.batched(Shape.of(33)), 0, 15, 2),
            ShapeOp.Slice.of(Operand.batched(Shape.of(4, 7)), 0, 1, 2),
            new ShapeOp.Reshape(Shape.image(17, 3, 5), Shape.of(255)),
            new ShapeOp.Reshape(Shape.of(255), Shape.image(17, 3, 5)),
            new ShapeOp.Reshape(Shape.image(16, 6, 6), Shape.of(576)),
            new ShapeOp.Reshape(Shape.image(3, 1, 1), Shape.of(3)),
            new ShapeOp.Reshape(Shape.image(4, 3, 3), Shape.of(4, 9)));
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < operators.size(); i++) {
      add(cases, operators.get(i), i);
    }
    return cases;
  }

  private static void add(List<OpCase> cases, Op op, int index) {
    Rows rows = Rows.cycle(index);
    cases.add(OpCase.of(op + ", " + rows, op, rows.capacity(), rows.rows()));
  }
}
