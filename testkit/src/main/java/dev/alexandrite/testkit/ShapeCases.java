package dev.alexandrite.testkit;

import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.spi.ShapeOp.Margin;
import dev.alexandrite.spi.ShapeOp.Range;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Operators that move elements. */
final class ShapeCases {
  private ShapeCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    addConcats(cases);
    addSlices(cases);
    addPads(cases);
    addPermutes(cases);
    addReshapes(cases);
    addExpands(cases);
    return cases;
  }

  private static void addConcats(List<OpCase> cases) {
    List.of(
            ShapeOp.Concat.of(List.of(Shape.image(3, 4, 5), Shape.image(17, 4, 5))),
            ShapeOp.Concat.of(
                List.of(Shape.image(16, 3, 3), Shape.image(1, 3, 3), Shape.image(33, 3, 3))),
            ShapeOp.Concat.of(List.of(Shape.of(15), Shape.of(2), Shape.of(16))),
            ShapeOp.Concat.of(List.of(Shape.image(32, 2, 2), Shape.image(16, 2, 2))),
            ShapeOp.Concat.of(List.of(Shape.of(2, 7), Shape.of(1, 7))))
        .forEach(op -> add(cases, op));
    for (Shape shape :
        List.of(
            Shape.of(16),
            Shape.of(5, 15),
            Shape.image(17, 3, 5),
            Shape.image(16, 2, 4),
            Shape.of(2, 3, 4, 5),
            Shape.of(2, 1, 2, 3, 2))) {
      for (int axis = 0; axis < shape.rank(); axis++) {
        List<Shape> parts =
            List.of(shape, resized(shape, axis, 1), resized(shape, axis, 17), shape);
        for (boolean batched : List.of(true, false)) {
          int count = 1 + cases.size() % parts.size();
          List<Operand> operands =
              parts.subList(0, count).stream().map(part -> new Operand(part, batched)).toList();
          add(cases, new ShapeOp.Concat(operands, axis));
        }
      }
    }
  }

  private static Shape resized(Shape shape, int axis, int size) {
    List<Integer> sizes = new ArrayList<>(shape.dimensions());
    sizes.set(axis, size);
    return new Shape(sizes);
  }

  private static void addSlices(List<OpCase> cases) {
    List.of(
            ShapeOp.Slice.of(Operand.batched(Shape.image(20, 4, 5)), 0, 3, 17),
            ShapeOp.Slice.of(Operand.batched(Shape.image(48, 2, 2)), 0, 16, 32),
            ShapeOp.Slice.of(Operand.batched(Shape.image(50, 3, 3)), 0, 16, 1),
            ShapeOp.Slice.of(Operand.batched(Shape.of(33)), 0, 15, 2),
            ShapeOp.Slice.of(Operand.batched(Shape.of(4, 7)), 0, 1, 2))
        .forEach(op -> add(cases, op));
    addSlice(cases, Shape.of(), List.of());
    addSlice(cases, Shape.of(1), List.of(new Range(0, 1, -3)));
    addSlice(cases, Shape.of(33), List.of(new Range(32, 33, -1)));
    addSlice(cases, Shape.of(50), List.of(new Range(1, 17, 3)));
    addSlice(cases, Shape.of(5, 40), List.of(new Range(4, 3, -2), new Range(2, 16, 2)));
    addSlice(cases, Shape.of(17, 33), List.of(new Range(16, 15, -1), new Range(33 - 1, 17, -2)));
    Range three = new Range(0, 3, 1);
    addSlice(
        cases, Shape.image(17, 3, 5), List.of(new Range(0, 17, 1), three, new Range(4, 5, -1)));
    addSlice(cases, Shape.image(33, 5, 3), List.of(new Range(32, 17, -2), three, three));
    addSlice(
        cases,
        Shape.image(16, 7, 9),
        List.of(new Range(0, 16, 1), new Range(5, 3, -2), new Range(1, 4, 2)));
    addSlice(cases, Shape.image(16, 3, 3), List.of(new Range(15, 1, 1), three, three));
    addSlice(
        cases,
        Shape.of(2, 3, 4, 18),
        List.of(new Range(1, 2, -1), three, new Range(0, 2, 3), new Range(1, 17, 1)));
    addSlice(
        cases,
        Shape.of(3, 2, 5, 2, 3),
        List.of(
            new Range(2, 2, -2),
            new Range(1, 1, 1),
            new Range(4, 5, -1),
            new Range(0, 2, 1),
            new Range(1, 2, 1)));
  }

  private static void addSlice(List<OpCase> cases, Shape input, List<Range> ranges) {
    add(cases, new ShapeOp.Slice(Operand.batched(input), ranges));
    add(cases, new ShapeOp.Slice(Operand.whole(input), ranges));
  }

  private static void addPads(List<OpCase> cases) {
    Margin around = new Margin(1, 2, 0);
    Margin all = new Margin(2, 1, 1);
    addPad(cases, Shape.of(), List.of(), 2);
    addPad(cases, Shape.of(1), List.of(new Margin(0, 0, 3)), 1);
    addPad(cases, Shape.of(15), List.of(new Margin(1, 0, 0)), -1.5f);
    addPad(cases, Shape.of(17), List.of(new Margin(0, 0, 2)), 0);
    addPad(cases, Shape.of(16, 5), List.of(Margin.NONE, all), 0.5f);
    addPad(cases, Shape.of(3, 33), List.of(all, Margin.NONE), 0);
    addPad(cases, Shape.of(4, 4), List.of(Margin.NONE, Margin.NONE), 3);
    addPad(cases, Shape.image(17, 3, 5), List.of(Margin.NONE, around, around), 0);
    addPad(cases, Shape.image(16, 4, 3), List.of(Margin.NONE, all, new Margin(0, 0, 3)), -2);
    addPad(cases, Shape.image(15, 2, 2), List.of(new Margin(1, 1, 0), Margin.NONE, around), 0.25f);
    addPad(cases, Shape.image(3, 2, 2), List.of(all, all, all), 7);
    addPad(cases, Shape.of(2, 3, 4, 5), List.of(around, Margin.NONE, all, around), 0);
    addPad(cases, Shape.of(2, 2, 1, 3, 2), List.of(all, around, all, Margin.NONE, all), -1);
  }

  private static void addPad(List<OpCase> cases, Shape input, List<Margin> margins, float value) {
    add(cases, new ShapeOp.Pad(Operand.batched(input), margins, value));
    add(cases, new ShapeOp.Pad(Operand.whole(input), margins, value));
  }

  private static void addPermutes(List<OpCase> cases) {
    for (Shape shape :
        List.of(
            Shape.of(),
            Shape.of(17),
            Shape.of(15, 33),
            Shape.of(16, 1),
            Shape.image(17, 3, 5),
            Shape.image(16, 4, 33),
            Shape.of(2, 3, 4, 17))) {
      List<List<Integer>> orders = orders(shape.rank());
      for (int i = 0; i < orders.size(); i++) {
        add(cases, new ShapeOp.Permute(new Operand(shape, i % 2 == 0), orders.get(i)));
        if (shape.rank() == 3) {
          add(cases, new ShapeOp.Permute(new Operand(shape, i % 2 != 0), orders.get(i)));
        }
      }
    }
    Shape five = Shape.of(3, 2, 5, 4, 2);
    for (List<Integer> axes :
        List.of(
            List.of(4, 3, 2, 1, 0),
            List.of(0, 2, 1, 4, 3),
            List.of(1, 2, 3, 4, 0),
            List.of(0, 1, 2, 3, 4))) {
      add(cases, new ShapeOp.Permute(Operand.batched(five), axes));
      add(cases, new ShapeOp.Permute(Operand.whole(five), axes));
    }
  }

  /** Every order of the first {@code count} axes. */
  private static List<List<Integer>> orders(int count) {
    if (count == 0) {
      return List.of(List.of());
    }
    List<List<Integer>> orders = new ArrayList<>();
    for (List<Integer> shorter : orders(count - 1)) {
      for (int place = 0; place < count; place++) {
        List<Integer> order = new ArrayList<>(shorter);
        order.add(place, count - 1);
        orders.add(order);
      }
    }
    return orders;
  }

  private static void addReshapes(List<OpCase> cases) {
    for (List<Shape> shapes :
        List.of(
            List.of(Shape.image(17, 3, 5), Shape.of(255)),
            List.of(Shape.image(16, 6, 6), Shape.of(576)),
            List.of(Shape.image(3, 1, 1), Shape.of(3)),
            List.of(Shape.image(4, 3, 3), Shape.of(4, 9)),
            List.of(Shape.of(), Shape.image(1, 1, 1)),
            List.of(Shape.of(1), Shape.of()),
            List.of(Shape.image(17, 3, 5), Shape.image(3, 5, 17)),
            List.of(Shape.image(1, 16, 2), Shape.image(16, 2, 1)),
            List.of(Shape.of(2, 3, 4, 5), Shape.image(6, 4, 5)),
            List.of(Shape.of(2, 33), Shape.of(1, 2, 3, 11, 1)),
            List.of(Shape.image(17, 2, 4), Shape.of(17, 2, 2, 2)),
            List.of(Shape.image(5, 4, 4), Shape.image(5, 4, 4)))) {
      for (boolean batched : List.of(true, false)) {
        Shape first = shapes.get(0);
        Shape second = shapes.get(1);
        add(cases, new ShapeOp.Reshape(new Operand(first, batched), second));
        add(cases, new ShapeOp.Reshape(new Operand(second, batched), first));
      }
    }
  }

  private static void addExpands(List<OpCase> cases) {
    for (List<Shape> shapes :
        List.of(
            List.of(Shape.of(), Shape.of()),
            List.of(Shape.of(), Shape.of(33)),
            List.of(Shape.of(), Shape.image(17, 3, 5)),
            List.of(Shape.of(1), Shape.of(16)),
            List.of(Shape.of(15), Shape.of(15)),
            List.of(Shape.of(17), Shape.of(5, 17)),
            List.of(Shape.of(16, 1), Shape.of(16, 33)),
            List.of(Shape.of(5), Shape.image(17, 3, 5)),
            List.of(Shape.image(16, 1, 1), Shape.image(16, 5, 3)),
            List.of(Shape.image(1, 4, 3), Shape.image(33, 4, 3)),
            List.of(Shape.image(15, 1, 3), Shape.image(15, 4, 3)),
            List.of(Shape.of(3, 1), Shape.of(2, 2, 3, 5)),
            List.of(Shape.of(1, 3, 1, 2, 1), Shape.of(2, 3, 4, 2, 5)))) {
      Shape input = shapes.get(0);
      Shape output = shapes.get(1);
      add(cases, new ShapeOp.Expand(Operand.batched(input), Operand.batched(output)));
      add(cases, new ShapeOp.Expand(Operand.whole(input), Operand.batched(output)));
      add(cases, new ShapeOp.Expand(Operand.whole(input), Operand.whole(output)));
    }
  }

  private static void add(List<OpCase> cases, Op op) {
    cases.add(OpCase.of(op, Rows.cycle(cases.size())));
  }
}
