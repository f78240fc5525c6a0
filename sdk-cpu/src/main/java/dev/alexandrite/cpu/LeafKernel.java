package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.spi.BatchTree;
import jdk.incubator.vector.FloatVector;

/**
 * One tile of a weight gradient over a whole batch:
 *
 * <pre>out[j][lane] = tree sum over leaves of Σ over the leaf's rows: y[row][j] · panel[row][lane]</pre>
 */
final class LeafKernel {
  private static final int ROWS = MicroKernel.ROWS;
  private static final int TILE = ROWS * Panels.WIDTH;

  /** Elements of scratch that a tile needs: its eight leaves. */
  static final int SCRATCH = BatchTree.LEAVES * TILE;

  private LeafKernel() {}

  /**
   * Computes and writes a tile.
   *
   * @param panel {@code float32[rows, width]}
   * @param p where the panel begins
   * @param width {@link Panels#WIDTH} or {@link Simd#LANES}
   * @param y {@code float32[rows, 6]}
   * @param yAt where y begins
   * @param leafStarts the first row of every leaf, and the end
   * @param scratch holds {@link #SCRATCH} elements
   * @param s where the scratch begins
   * @param out receives the tile
   * @param at where its first row begins
   * @param stride from one row of the output to the next
   * @param validRows rows that are written, at most 6
   * @param valid lanes that are written, at most {@code width}
   */
  static void multiply(
      float[] panel,
      int p,
      int width,
      float[] y,
      int yAt,
      int[] leafStarts,
      float[] scratch,
      int s,
      float[] out,
      int at,
      int stride,
      int validRows,
      int valid) {
    for (int leaf = 0; leaf < BatchTree.LEAVES; leaf++) {
      int row = leafStarts[leaf];
      int count = leafStarts[leaf + 1] - row;
      if (width == LANES) {
        narrow(panel, p + row * width, y, yAt + row * ROWS, count, scratch, s + leaf * TILE);
      } else {
        wide(panel, p + row * width, y, yAt + row * ROWS, count, scratch, s + leaf * TILE);
      }
    }
    for (int j = 0; j < validRows; j++) {
      addLeaves(scratch, s + j * width, out, at + j * stride, valid);
    }
  }

  private static void addLeaves(float[] leaves, int s, float[] out, int at, int valid) {
    int lane = 0;
    for (; lane + LANES <= valid; lane += LANES) {
      VectorSums.addLeaves(leaves, s + lane, TILE, LANES, out, at + lane);
    }
    if (lane < valid) {
      // The first leaf is no longer needed and takes the sum of a vector that is not all written.
      VectorSums.addLeaves(leaves, s + lane, TILE, LANES, leaves, s + lane);
      System.arraycopy(leaves, s + lane, out, at + lane, valid - lane);
    }
  }

  /** The tree sum of one column of y; {@code scratch} holds eight elements. */
  static float sumColumn(float[] y, int at, int[] leafStarts, float[] scratch, int s) {
    for (int leaf = 0; leaf < BatchTree.LEAVES; leaf++) {
      float sum = 0;
      for (int row = leafStarts[leaf]; row < leafStarts[leaf + 1]; row++) {
        sum += y[at + row * ROWS];
      }
      scratch[s + leaf] = sum;
    }
    return ((scratch[s] + scratch[s + 1]) + (scratch[s + 2] + scratch[s + 3]))
        + ((scratch[s + 4] + scratch[s + 5]) + (scratch[s + 6] + scratch[s + 7]));
  }


  private static void wide(
      float[] panel, int p, float[] y, int yAt, int count, float[] sums, int s) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector b1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector b2 = FloatVector.zero(SPECIES);
    FloatVector a3 = FloatVector.zero(SPECIES);
    FloatVector b3 = FloatVector.zero(SPECIES);
    FloatVector a4 = FloatVector.zero(SPECIES);
    FloatVector b4 = FloatVector.zero(SPECIES);
    FloatVector a5 = FloatVector.zero(SPECIES);
    FloatVector b5 = FloatVector.zero(SPECIES);
    for (int i = 0; i < count; i++) {
      FloatVector u = FloatVector.fromArray(SPECIES, panel, p + i * 2 * LANES);
      FloatVector v = FloatVector.fromArray(SPECIES, panel, p + i * 2 * LANES + LANES);
      FloatVector t = FloatVector.broadcast(SPECIES, y[yAt + i * ROWS]);
      a0 = t.fma(u, a0);
      b0 = t.fma(v, b0);
      t = FloatVector.broadcast(SPECIES, y[yAt + i * ROWS + 1]);
      a1 = t.fma(u, a1);
      b1 = t.fma(v, b1);
      t = FloatVector.broadcast(SPECIES, y[yAt + i * ROWS + 2]);
      a2 = t.fma(u, a2);
      b2 = t.fma(v, b2);
      t = FloatVector.broadcast(SPECIES, y[yAt + i * ROWS + 3]);
      a3 = t.fma(u, a3);
      b3 = t.fma(v, b3);
      t = FloatVector.broadcast(SPECIES, y[yAt + i * ROWS + 4]);
      a4 = t.fma(u, a4);
      b4 = t.fma(v, b4);
      t = FloatVector.broadcast(SPECIES, y[yAt + i * ROWS + 5]);
      a5 = t.fma(u, a5);
      b5 = t.fma(v, b5);
    }
    a0.intoArray(sums, s);
    b0.intoArray(sums, s + LANES);
    a1.intoArray(sums, s + 2 * LANES);
    b1.intoArray(sums, s + 3 * LANES);
    a2.intoArray(sums, s + 4 * LANES);
    b2.intoArray(sums, s + 5 * LANES);
    a3.intoArray(sums, s + 6 * LANES);
    b3.intoArray(sums, s + 7 * LANES);
    a4.intoArray(sums, s + 8 * LANES);
    b4.intoArray(sums, s + 9 * LANES);
    a5.intoArray(sums, s + 10 * LANES);
    b5.intoArray(sums, s + 11 * LANES);
  }

  private static void narrow(
      float[] panel, int p, float[] y, int yAt, int count, float[] sums, int s) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector a3 = FloatVector.zero(SPECIES);
    FloatVector a4 = FloatVector.zero(SPECIES);
    FloatVector a5 = FloatVector.zero(SPECIES);
    for (int i = 0; i < count; i++) {
      FloatVector u = FloatVector.fromArray(SPECIES, panel, p + i * LANES);
      FloatVector t = FloatVector.broadcast(SPECIES, y[yAt + i * ROWS]);
      a0 = t.fma(u, a0);
      t = FloatVector.broadcast(SPECIES, y[yAt + i * ROWS + 1]);
      a1 = t.fma(u, a1);
      t = FloatVector.broadcast(SPECIES, y[yAt + i * ROWS + 2]);
      a2 = t.fma(u, a2);
      t = FloatVector.broadcast(SPECIES, y[yAt + i * ROWS + 3]);
      a3 = t.fma(u, a3);
      t = FloatVector.broadcast(SPECIES, y[yAt + i * ROWS + 4]);
      a4 = t.fma(u, a4);
      t = FloatVector.broadcast(SPECIES, y[yAt + i * ROWS + 5]);
      a5 = t.fma(u, a5);
    }
    a0.intoArray(sums, s);
    a1.intoArray(sums, s + LANES);
    a2.intoArray(sums, s + 2 * LANES);
    a3.intoArray(sums, s + 3 * LANES);
    a4.intoArray(sums, s + 4 * LANES);
    a5.intoArray(sums, s + 5 * LANES);
  }
}
