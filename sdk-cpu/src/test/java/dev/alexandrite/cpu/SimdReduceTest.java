package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.PlanHarness.batch;
import static dev.alexandrite.cpu.PlanHarness.emptyBatch;
import static dev.alexandrite.cpu.PlanHarness.emptyWhole;
import static dev.alexandrite.cpu.PlanHarness.rows;
import static dev.alexandrite.cpu.PlanHarness.uniform;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.alexandrite.cpu.PlanHarness.Tensor;
import dev.alexandrite.spi.BatchTree;
import dev.alexandrite.spi.GatherOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ReduceOp;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of sums, to the bit. */
@Tag("width")
final class SimdReduceTest {
  private static final int ROWS = 3;

  @Test
  void axesAreOneChainInRowMajorOrder() {
    for (Shape shape :
        List.of(Shape.image(37, 5, 3), Shape.image(2, 9, 70), Shape.of(4, 3, 2, 5))) {
      for (int kinds = 1; kinds < 1 << shape.rank(); kinds++) {
        int chosen = kinds;
        List<Integer> axes =
            IntStream.range(0, shape.rank())
                .filter(axis -> (chosen & 1 << axis) != 0)
                .boxed()
                .toList();
        ReduceOp.Axes op =
            new ReduceOp.Axes(Reduction.SUM, Operand.batched(shape), axes, kinds % 2 == 0);
        Tensor x = batch(1, shape, ROWS, -1, 1);
        float[] found =
            PlanHarness.run(
                    pool -> SimdReduce.plan(op, ROWS, pool),
                    rows(ROWS),
                    List.of(x),
                    List.of(emptyBatch(op.output().shape(), ROWS)))
                .getFirst();
        assertArrayEquals(chains(x.values(), shape, axes), found, op.toString());
      }
    }
  }

  /** Every number is added to its result in the order of the memory of a row-major tensor. */
  private static float[] chains(float[] x, Shape shape, List<Integer> axes) {
    int size = shape.elements();
    int results = size;
    for (int axis : axes) {
      results /= shape.get(axis);
    }
    float[] sums = new float[ROWS * results];
    for (int i = 0; i < x.length; i++) {
      int place = i / size * results;
      int step = 1;
      int rest = i % size;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        if (!axes.contains(axis)) {
          place += rest % shape.get(axis) * step;
          step *= shape.get(axis);
        }
        rest /= shape.get(axis);
      }
      sums[place] += x[i];
    }
    return sums;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 50})
  void theBatchIsSummedInLeaves(int rows) {
    Shape shape = Shape.image(37, 5, 3);
    Tensor x = batch(2, shape, rows, -1, 1);
    int size = shape.elements();
    float[] expected = new float[size];
    for (int i = 0; i < size; i++) {
      float[] leaves = new float[BatchTree.LEAVES];
      for (int leaf = 0; leaf < leaves.length; leaf++) {
        for (int n = BatchTree.start(leaf, rows); n < BatchTree.start(leaf + 1, rows); n++) {
          leaves[leaf] += x.values()[n * size + i];
        }
      }
      expected[i] = BatchTree.sum(leaves);
    }
    float[] found =
        PlanHarness.run(
                pool -> SimdReduce.plan(new ReduceOp.Batch(shape), rows, pool),
                rows(rows),
                List.of(x),
                List.of(emptyWhole(shape)))
            .getFirst();
    assertArrayEquals(expected, found);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 50})
  void gatheredGradientsAscendInLeavesOfTheBatch(int rows) {
    int table = 6;
    int width = 19;
    int picks = 7;
    var op =
        new GatherOp.Gradient(
            Operand.whole(Shape.of(table, width)), Operand.batched(Shape.of(picks)), 0);
    float[] indices = uniform(3, rows * picks, 0, table - 1); // the last one is never picked
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (float) Math.floor(indices[i]);
    }
    Tensor dy = batch(4, Shape.of(picks, width), rows, -1, 1);
    float[] expected = new float[table * width];
    for (int i = 0; i < expected.length; i++) {
      float[] leaves = new float[BatchTree.LEAVES];
      for (int leaf = 0; leaf < leaves.length; leaf++) {
        int end = BatchTree.start(leaf + 1, rows) * picks;
        for (int pick = BatchTree.start(leaf, rows) * picks; pick < end; pick++) {
          if (indices[pick] == i / width) {
            leaves[leaf] += dy.values()[pick * width + i % width];
          }
        }
      }
      expected[i] = BatchTree.sum(leaves);
    }
    float[] found =
        PlanHarness.run(
                pool -> SimdGather.plan(op, rows, pool),
                rows(rows),
                List.of(new Tensor(Shape.of(picks), true, indices), dy),
                List.of(emptyWhole(Shape.of(table, width))))
            .getFirst();
    assertArrayEquals(expected, found);
  }
}
