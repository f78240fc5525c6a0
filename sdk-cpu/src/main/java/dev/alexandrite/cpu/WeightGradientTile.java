package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.OuterProductKernel.TILE;
import static dev.alexandrite.cpu.Simd.LANES;

import dev.alexandrite.spi.BatchTree;
import dev.alexandrite.spi.RunState;
import java.util.Arrays;

/**
 * One tile of a weight gradient over a whole batch:
 *
 * <pre>out[j][lane] = tree sum over leaves of Σ over the leaf's rows: y[row][j] · panel[row][lane]
 * </pre>
 */
final class WeightGradientTile {
  private static final int PAIRS = BatchTree.LEAVES / 2;

  /** Elements of scratch that a worker needs: eight leaves of a tile and a tile of zeros. */
  static final int SCRATCH = (BatchTree.LEAVES + 1) * TILE;

  private WeightGradientTile() {}

  /** The first row of every leaf, and the end, where an example has several rows. */
  static void leafStarts(RunState state, int rowsPerExample, int[] starts) {
    for (int leaf = 0; leaf <= BatchTree.LEAVES; leaf++) {
      starts[leaf] = BatchTree.start(leaf, state) * rowsPerExample;
    }
  }

  /** Makes a worker's scratch ready for any number of tiles. */
  static void clear(float[] work, int scratch) {
    Arrays.fill(work, scratch, scratch + TILE, 0);
  }

  /**
   * Computes and writes a tile.
   *
   * @param work holds all operands
   * @param panel where the panel begins, {@code float32[rows, width]}
   * @param width {@link Panels#WIDTH} or {@link Simd#LANES}
   * @param y where y begins, {@code float32[rows, OuterProductKernel.ROWS]}
   * @param leafStarts the first row of every leaf, and the end
   * @param scratch where the worker's scratch begins
   * @param out receives the tile
   * @param at where its first row begins
   * @param stride from one row of the output to the next
   * @param validRows rows that are written
   * @param valid lanes that are written
   */
  static void multiply(
      float[] work,
      int panel,
      int width,
      int y,
      int[] leafStarts,
      int scratch,
      float[] out,
      int at,
      int stride,
      int validRows,
      int valid) {
    if (OuterProductPairKernel6x2.FITS && valid == Panels.WIDTH && equal(leafStarts)) {
      multiplyPairs(work, panel, y, leafStarts[1], scratch, out, at, stride, validRows);
      return;
    }
    int leaves = scratch + TILE;
    for (int leaf = 0; leaf < BatchTree.LEAVES; leaf++) {
      int row = leafStarts[leaf];
      OuterProductKernel.accumulate(
          work,
          panel + row * width,
          width,
          y + row * OuterProductKernel.ROWS,
          leafStarts[leaf + 1] - row,
          scratch,
          leaves + leaf * TILE);
    }
    for (int j = 0; j < validRows; j++) {
      addLeaves(work, leaves + j * width, out, at + j * stride, valid);
    }
  }

  /** Whether all leaves have the same number of rows. */
  private static boolean equal(int[] leafStarts) {
    return leafStarts[BatchTree.LEAVES] == BatchTree.LEAVES * leafStarts[1];
  }

  private static void multiplyPairs(
      float[] work,
      int panel,
      int y,
      int leafRows,
      int scratch,
      float[] out,
      int at,
      int stride,
      int validRows) {
    int sums = scratch + TILE;
    for (int j = 0; j < validRows; j += OuterProductPairKernel6x2.ROWS) {
      for (int pair = 0; pair < PAIRS; pair++) {
        int row = 2 * pair * leafRows;
        OuterProductPairKernel6x2.multiply(
            work,
            panel + row * Panels.WIDTH,
            y + row * OuterProductKernel.ROWS + j,
            leafRows,
            sums + pair * OuterProductPairKernel6x2.TILE);
      }
      int rows = Math.min(OuterProductPairKernel6x2.ROWS, validRows - j);
      VectorSums.addPairs(work, sums, rows, out, at + j * stride, stride);
    }
  }

  private static void addLeaves(float[] work, int leaves, float[] out, int at, int valid) {
    int whole = valid / LANES * LANES;
    VectorSums.addLeaves(work, leaves, TILE, whole, out, at);
    if (whole < valid) {
      // The first leaf is no longer needed and takes the sums of a vector that is not all written.
      VectorSums.addLeaves(work, leaves + whole, TILE, LANES, work, leaves + whole);
      System.arraycopy(work, leaves + whole, out, at + whole, valid - whole);
    }
  }

  /** The tree sum of one column of y. */
  static float sumColumn(float[] work, int column, int[] leafStarts, int scratch) {
    int sums = scratch + TILE;
    for (int leaf = 0; leaf < BatchTree.LEAVES; leaf++) {
      float sum = 0;
      for (int row = leafStarts[leaf]; row < leafStarts[leaf + 1]; row++) {
        sum += work[column + row * OuterProductKernel.ROWS];
      }
      work[sums + leaf] = sum;
    }
    return ((work[sums] + work[sums + 1]) + (work[sums + 2] + work[sums + 3]))
        + ((work[sums + 4] + work[sums + 5]) + (work[sums + 6] + work[sums + 7]));
  }
}
