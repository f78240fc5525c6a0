package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.PlanHarness.batch;
import static dev.alexandrite.cpu.PlanHarness.emptyBatch;
import static dev.alexandrite.cpu.PlanHarness.rows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.alexandrite.cpu.PlanHarness.Tensor;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SimdShapeTest {
  private static final int ROWS = 4;

  @Test
  void reshapeKeepsRowMajorOrder() {
    Shape maps = Shape.image(5, 3, 4);
    for (Shape other :
        List.of(Shape.of(60), Shape.of(12, 5), Shape.image(3, 10, 2), Shape.image(60, 1, 1))) {
      assertReshapeCopies(maps, other);
      assertReshapeCopies(other, maps);
    }
    assertReshapeCopies(maps, maps);
    assertReshapeCopies(Shape.of(6, 10), Shape.of(60));
  }

  private static void assertReshapeCopies(Shape from, Shape to) {
    Tensor x = batch(1, from, ROWS, -1, 1);
    float[] y =
        PlanHarness.run(
                pool -> SimdShape.plan(new ShapeOp.Reshape(from, to), ROWS, pool),
                rows(ROWS),
                List.of(x),
                List.of(emptyBatch(to, ROWS)))
            .getFirst();
    assertArrayEquals(x.values(), y, from + " to " + to);
  }

  @Test
  void concatJoinsChannelsAndSliceTakesThemBack() {
    assertJoins(List.of(Shape.image(3, 4, 2), Shape.image(1, 4, 2), Shape.image(17, 4, 2)));
    assertJoins(List.of(Shape.of(5), Shape.of(33)));
    assertJoins(List.of(Shape.of(2, 7), Shape.of(3, 7)));
  }

  private static void assertJoins(List<Shape> parts) {
    List<Tensor> inputs = parts.stream().map(p -> batch(p.channels(), p, ROWS, -1, 1)).toList();
    int perChannel = parts.getFirst().elements() / parts.getFirst().channels();
    int channels = parts.stream().mapToInt(Shape::channels).sum();
    List<Integer> sizes = new ArrayList<>(parts.getFirst().dimensions());
    sizes.set(0, channels);
    Shape joined = new Shape(sizes);

    float[] expected = new float[ROWS * channels * perChannel];
    int at = 0;
    for (int row = 0; row < ROWS; row++) {
      for (Tensor part : inputs) {
        int size = part.shape().elements();
        System.arraycopy(part.values(), row * size, expected, at, size);
        at += size;
      }
    }
    float[] y =
        PlanHarness.run(
                pool -> SimdShape.plan(ShapeOp.Concat.of(parts), ROWS, pool),
                rows(ROWS),
                inputs,
                List.of(emptyBatch(joined, ROWS)))
            .getFirst();
    assertArrayEquals(expected, y);

    int from = 0;
    for (Tensor part : inputs) {
      ShapeOp.Slice op =
          ShapeOp.Slice.of(Operand.batched(joined), 0, from, part.shape().channels());
      float[] slice =
          PlanHarness.run(
                  pool -> SimdShape.plan(op, ROWS, pool),
                  rows(ROWS),
                  List.of(new Tensor(joined, true, y)),
                  List.of(emptyBatch(part.shape(), ROWS)))
              .getFirst();
      assertArrayEquals(part.values(), slice, "slice from " + from);
      from += part.shape().channels();
    }
  }
}
