package dev.alexandrite.testkit;

import dev.alexandrite.spi.MatMulOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Matrix products of every form: transposed, stacked, of rows and of one tensor for all. */
final class MatMulCases {
  private static final List<Size> SIZES =
      List.of(
          new Size(1, 1, 1),
          new Size(1, 17, 33),
          new Size(15, 16, 17),
          new Size(16, 33, 15),
          new Size(33, 1, 16),
          new Size(17, 15, 1),
          new Size(33, 34, 35),
          new Size(4, 70, 20),
          new Size(64, 65, 48));

  private static final List<Size> STACKED =
      List.of(new Size(5, 6, 7), new Size(1, 16, 17), new Size(17, 3, 15), new Size(16, 5, 33));

  /** The axes before the matrices, of both operands. */
  private static final List<List<Shape>> STACKS =
      List.of(
          List.of(Shape.of(), Shape.of(2)),
          List.of(Shape.of(3), Shape.of()),
          List.of(Shape.of(17), Shape.of(17)),
          List.of(Shape.of(1), Shape.of(4)),
          List.of(Shape.of(5), Shape.of(1)),
          List.of(Shape.of(2, 3), Shape.of(2, 3)),
          List.of(Shape.of(2, 3), Shape.of(3)),
          List.of(Shape.of(), Shape.of(3, 2)),
          List.of(Shape.of(2, 1), Shape.of(1, 3)),
          List.of(Shape.of(1, 3), Shape.of(2, 1)),
          List.of(Shape.of(2, 1), Shape.of(3)),
          List.of(Shape.of(2, 1, 2), Shape.of(2, 3, 1)));

  private MatMulCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    Shape none = Shape.of();
    for (int i = 0; i < SIZES.size(); i++) {
      addTransposes(cases, SIZES.get(i), none, none, i);
    }
    for (int i = 0; i < STACKS.size(); i++) {
      Size size = STACKED.get(i % STACKED.size());
      addTransposes(cases, size, STACKS.get(i).get(0), STACKS.get(i).get(1), i);
    }
    return cases;
  }

  /** Over four indices, every transpose meets every pair of kinds. */
  private static void addTransposes(
      List<OpCase> cases, Size size, Shape stackOfA, Shape stackOfB, int index) {
    for (int form = 0; form < 4; form++) {
      boolean transposeA = (form & 1) != 0;
      boolean transposeB = (form & 2) != 0;
      Shape a = matrices(stackOfA, size.rows, size.depth, transposeA);
      Shape b = matrices(stackOfB, size.depth, size.columns, transposeB);
      int kinds = index + form;
      var op =
          new MatMulOp(
              new Operand(a, (kinds & 1) == 0),
              new Operand(b, (kinds & 2) == 0),
              transposeA,
              transposeB);
      cases.add(OpCase.of(op, Rows.cycle(index)));
    }
  }

  private static Shape matrices(Shape stack, int rows, int columns, boolean transposed) {
    List<Integer> sizes = new ArrayList<>(stack.dimensions());
    sizes.add(transposed ? columns : rows);
    sizes.add(transposed ? rows : columns);
    return new Shape(sizes);
  }

  private record Size(int rows, int depth, int columns) {}
}
