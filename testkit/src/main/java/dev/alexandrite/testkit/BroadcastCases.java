package dev.alexandrite.testkit;

import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.ArrayList;
import java.util.List;

/** Functions of one number, of two, and choices, where shapes are broadcast. */
final class BroadcastCases {
  /** Every way in which two shapes go together; also read the other way round. */
  private static final List<List<Shape>> PAIRS =
      List.of(
          List.of(Shape.of(), Shape.of()),
          List.of(Shape.of(1), Shape.of(1)),
          List.of(Shape.of(33), Shape.of(33)),
          List.of(Shape.image(17, 3, 5), Shape.image(17, 3, 5)),
          List.of(Shape.image(16, 2, 2), Shape.image(16, 2, 2)),
          List.of(Shape.of(5, 15), Shape.of(5, 15)),
          List.of(Shape.of(2, 3, 4, 5), Shape.of(2, 3, 4, 5)),
          List.of(Shape.of(2, 3, 2, 3, 2), Shape.of(2, 3, 2, 3, 2)),
          // One number for all.
          List.of(Shape.of(), Shape.of(33)),
          List.of(Shape.of(1), Shape.of(17)),
          List.of(Shape.image(3, 5, 7), Shape.of()),
          List.of(Shape.image(17, 2, 3), Shape.image(1, 1, 1)),
          // Leading axes are missing.
          List.of(Shape.image(17, 3, 5), Shape.of(5)),
          List.of(Shape.of(3, 16), Shape.image(15, 3, 16)),
          List.of(Shape.of(2, 3, 4, 5), Shape.of(3, 4, 5)),
          List.of(Shape.of(15), Shape.of(2, 3, 2, 15)),
          // Inner axes are repeated.
          List.of(Shape.of(17, 5), Shape.of(17, 1)),
          List.of(Shape.image(16, 3, 1), Shape.image(16, 3, 5)),
          List.of(Shape.image(33, 4, 3), Shape.image(33, 1, 1)),
          List.of(Shape.of(3, 1, 1), Shape.of(2, 3, 4, 5)),
          // Outer axes are repeated.
          List.of(Shape.of(1, 16), Shape.of(5, 16)),
          List.of(Shape.image(1, 5, 7), Shape.image(17, 5, 7)),
          List.of(Shape.image(33, 3, 5), Shape.image(1, 1, 5)),
          // Axes between are repeated.
          List.of(Shape.image(17, 1, 15), Shape.image(17, 3, 15)),
          // Both are repeated.
          List.of(Shape.of(17, 1), Shape.of(1, 33)),
          List.of(Shape.image(16, 1, 5), Shape.image(1, 4, 1)),
          List.of(Shape.image(33, 1, 1), Shape.of(3, 5)),
          List.of(Shape.of(2, 1, 4, 1), Shape.of(3, 1, 5)),
          List.of(Shape.of(1, 3, 1, 2, 1), Shape.of(2, 1, 4, 1, 5)));

  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(),
          Shape.of(1),
          Shape.of(15),
          Shape.of(16),
          Shape.of(17),
          Shape.of(33),
          Shape.image(17, 3, 5),
          Shape.image(16, 2, 2),
          Shape.of(5, 15),
          Shape.of(2, 3, 4, 5),
          Shape.of(3, 2, 2, 2, 3));

  private static final int SHAPES_A_FUNCTION = 4;

  /** Functions of every number. */
  private static final List<UnaryFunction> OF_ALL =
      List.of(
          new UnaryFunction.Exponential(),
          new UnaryFunction.ErrorFunction(),
          new UnaryFunction.Absolute(),
          new UnaryFunction.Power(0),
          new UnaryFunction.Power(1),
          new UnaryFunction.Power(2),
          new UnaryFunction.Power(3),
          new UnaryFunction.Power(7),
          new UnaryFunction.Clip(-0.5f, 0.5f),
          new UnaryFunction.Clip(0, 6),
          new UnaryFunction.Clip(Float.NEGATIVE_INFINITY, 0.25f),
          new UnaryFunction.Scale(-0.75f),
          new UnaryFunction.Scale(0),
          new UnaryFunction.Shift(0.3f));

  /** Functions that have values, or finite ones, for positive numbers only. */
  private static final List<UnaryFunction> OF_POSITIVE =
      List.of(
          new UnaryFunction.Logarithm(),
          new UnaryFunction.SquareRoot(),
          new UnaryFunction.Power(-1),
          new UnaryFunction.Power(-2),
          new UnaryFunction.Power(0.5f),
          new UnaryFunction.Power(-0.5f),
          new UnaryFunction.Power(0.75f),
          new UnaryFunction.Power(2.7f));

  private BroadcastCases() {}

  static List<OpCase> binary() {
    List<OpCase> cases = new ArrayList<>();
    BinaryFunction[] functions = BinaryFunction.values();
    for (int i = 0; i < PAIRS.size(); i++) {
      for (int kinds = 0; kinds < 4; kinds++) {
        Shape a = PAIRS.get(i).get(kinds % 2);
        Shape b = PAIRS.get(i).get(1 - kinds % 2);
        BinaryFunction function = functions[(4 * i + kinds) % functions.length];
        // In the second pair of kinds with both shapes exchanged, so that each meets each.
        boolean batchedA = (kinds & 1) == 0;
        boolean batchedB = ((kinds + i) & 2) == 0;
        OpCase test = binary(function, new Operand(a, batchedA), new Operand(b, batchedB), i);
        cases.add(function.isComparison() ? test.coarse() : test);
      }
    }
    for (BinaryFunction function : functions) {
      Operand a = Operand.batched(Shape.of(33));
      cases.add(binary(function, a, a, 4).special());
      OpCase outer =
          binary(
              function,
              Operand.batched(Shape.image(17, 1, 3)),
              Operand.whole(Shape.image(1, 5, 1)),
              0);
      cases.add(outer.special());
      if (function != BinaryFunction.DIVIDE) {
        cases.add(outer.coarse());
      }
    }
    return cases;
  }

  private static OpCase binary(BinaryFunction function, Operand a, Operand b, int index) {
    return OpCase.of(new ElementwiseOp.Binary(function, a, b), Rows.cycle(index));
  }

  static List<OpCase> unary() {
    List<OpCase> cases = new ArrayList<>();
    int index = 0;
    for (UnaryFunction function : OF_ALL) {
      for (int i = 0; i < SHAPES_A_FUNCTION; i++, index++) {
        cases.add(forward(function, index));
        cases.add(gradient(function, index));
      }
      cases.add(gradient(function, index).coarse());
    }
    for (UnaryFunction function : OF_POSITIVE) {
      for (int i = 0; i < SHAPES_A_FUNCTION; i++, index++) {
        cases.add(forward(function, index).positive());
        cases.add(gradient(function, index).positive());
      }
    }
    for (List<UnaryFunction> functions : List.of(OF_ALL, OF_POSITIVE)) {
      for (UnaryFunction function : functions) {
        OpCase test =
            OpCase.of(
                new ElementwiseOp.Unary(function, Operand.batched(Shape.image(17, 3, 5))),
                Rows.cycle(index++));
        cases.add(test.large());
        if (!(function instanceof UnaryFunction.Power)) {
          cases.add(test.special());
        }
      }
    }
    return cases;
  }

  private static OpCase forward(UnaryFunction function, int index) {
    return OpCase.of(new ElementwiseOp.Unary(function, operand(index)), Rows.cycle(index));
  }

  private static OpCase gradient(UnaryFunction function, int index) {
    return OpCase.of(new ElementwiseOp.UnaryGradient(function, operand(index)), Rows.cycle(index));
  }

  private static Operand operand(int index) {
    return new Operand(SHAPES.get(index % SHAPES.size()), index % 3 != 0);
  }

  static List<OpCase> select() {
    List<List<Shape>> shapes =
        List.of(
            List.of(Shape.of(33), Shape.of(33), Shape.of(33)),
            List.of(Shape.image(17, 3, 5), Shape.image(17, 3, 5), Shape.image(17, 3, 5)),
            List.of(Shape.of(), Shape.of(16), Shape.of(16)),
            List.of(Shape.of(15), Shape.of(), Shape.of()),
            List.of(Shape.image(16, 1, 1), Shape.image(16, 3, 2), Shape.of(2)),
            List.of(Shape.of(5, 1), Shape.of(1, 17), Shape.of(5, 17)),
            List.of(Shape.of(17), Shape.of(3, 1), Shape.of(2, 1, 1)),
            List.of(Shape.of(1, 1, 4, 1), Shape.of(2, 1, 1, 5), Shape.image(3, 1, 1)),
            List.of(Shape.of(2, 1, 2, 1, 3), Shape.of(3, 1, 2, 1), Shape.of(1)));
    List<OpCase> cases = new ArrayList<>();
    int index = 0;
    for (List<Shape> operands : shapes) {
      for (int kinds = index % 2; kinds < 8; kinds += 2, index++) {
        var op =
            new ElementwiseOp.Select(
                new Operand(operands.get(0), (kinds & 1) == 0),
                new Operand(operands.get(1), (kinds & 2) == 0),
                new Operand(operands.get(2), (kinds & 4) == 0));
        OpCase test = OpCase.of(op, Rows.cycle(index));
        cases.add(index % 3 == 0 ? test.special() : test.coarse());
      }
    }
    return cases;
  }
}
