package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The micro-kernel of rank-1 updates, as in BLIS: adds outer products of one row of y and one row
 * of a panel to a tile of sums in registers, MR×NR = 6, 8 or 12 rows × 1 or 2 vectors:
 *
 * <pre>to[j][lane] = from[j][lane] + Σ over i: y[i][j] · panel[i][lane]</pre>
 *
 * <p>The counterpart of {@link GemmKernel} for sums over positions or examples. All operands are
 * packed and lie in one array, which leaves the inner loop without bounds checks.
 */
final class OuterProductKernel {
  /** MR, rows of a tile: y's columns. See {@link GemmKernel} for the two heights. */
  static final int ROWS = LANES == 16 ? 12 : 6;

  /** Rows of a tile that has fewer than {@link #ROWS}. */
  private static final int FEW = 8;

  /** Elements of the largest tile. */
  static final int TILE = ROWS * Panels.WIDTH;

  /** Elements that a row of y takes if it is copied in whole vectors. */
  static final int REACH = Simd.roundUp(ROWS, LANES);

  private OuterProductKernel() {}

  /**
   * Packs y from rows a stride apart. What whole vectors copy too much, the next row overwrites;
   * {@link #REACH} elements behind the last row are written too.
   *
   * @param from where the rows are
   * @param at the first element of the first row
   * @param stride from row to row
   * @param count how many rows
   * @param left elements of a row from {@code at} on; if they are too few, zeros follow
   * @param work receives y
   * @param y where it begins
   */
  static void pack(float[] from, int at, int stride, int count, int left, float[] work, int y) {
    if (left >= REACH) {
      Panels.copyRows(from, at, stride, work, y, ROWS, count, REACH);
    } else {
      for (int i = 0; i < count; i++) {
        Panels.copyRow(from, at + i * stride, Math.min(ROWS, left), work, y + i * ROWS, ROWS);
      }
    }
  }

  /**
   * Adds to a tile.
   *
   * @param work holds all operands
   * @param panel where the panel begins, {@code float32[count, width]}
   * @param width {@link Panels#WIDTH} or {@link Simd#LANES}
   * @param y where y begins, {@code float32[count, ROWS]}
   * @param count length of the sums
   * @param from where the tile comes from, {@code float32[ROWS, width]}
   * @param to where it goes; may be {@code from}
   */
  static void accumulate(float[] work, int panel, int width, int y, int count, int from, int to) {
    if (width == LANES) {
      for (int row = 0; row < ROWS; row += 6) {
        narrow(work, panel, y + row, count, from + row * LANES, to + row * LANES);
      }
    } else if (ROWS == 6) {
      wide(work, panel, y, count, from, to);
    } else {
      tall(work, panel, y, count, from, to);
    }
  }

  /** Whether so few rows have a kernel of their own, which takes two thirds of the time. */
  static boolean few(int rows, int width) {
    return rows <= FEW && FEW < ROWS && width != LANES;
  }

  /**
   * Adds to the upper rows of a tile, where they are {@link #few}.
   *
   * @param work holds all operands
   * @param panel where the panel begins, {@code float32[count, Panels.WIDTH]}
   * @param y where y begins, {@code float32[count, ROWS]}
   * @param count length of the sums
   * @param tile where the tile is, {@code float32[ROWS, Panels.WIDTH]}
   */
  static void accumulateFew(float[] work, int panel, int y, int count, int tile) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, work, tile);
    FloatVector b0 = FloatVector.fromArray(SPECIES, work, tile + LANES);
    FloatVector a1 = FloatVector.fromArray(SPECIES, work, tile + 2 * LANES);
    FloatVector b1 = FloatVector.fromArray(SPECIES, work, tile + 3 * LANES);
    FloatVector a2 = FloatVector.fromArray(SPECIES, work, tile + 4 * LANES);
    FloatVector b2 = FloatVector.fromArray(SPECIES, work, tile + 5 * LANES);
    FloatVector a3 = FloatVector.fromArray(SPECIES, work, tile + 6 * LANES);
    FloatVector b3 = FloatVector.fromArray(SPECIES, work, tile + 7 * LANES);
    FloatVector a4 = FloatVector.fromArray(SPECIES, work, tile + 8 * LANES);
    FloatVector b4 = FloatVector.fromArray(SPECIES, work, tile + 9 * LANES);
    FloatVector a5 = FloatVector.fromArray(SPECIES, work, tile + 10 * LANES);
    FloatVector b5 = FloatVector.fromArray(SPECIES, work, tile + 11 * LANES);
    FloatVector a6 = FloatVector.fromArray(SPECIES, work, tile + 12 * LANES);
    FloatVector b6 = FloatVector.fromArray(SPECIES, work, tile + 13 * LANES);
    FloatVector a7 = FloatVector.fromArray(SPECIES, work, tile + 14 * LANES);
    FloatVector b7 = FloatVector.fromArray(SPECIES, work, tile + 15 * LANES);
    int k = y;
    int end = panel + count * Panels.WIDTH;
    for (int p = panel; p < end; p += Panels.WIDTH) {
      FloatVector u = FloatVector.fromArray(SPECIES, work, p);
      FloatVector v = FloatVector.fromArray(SPECIES, work, p + LANES);
      FloatVector t = FloatVector.broadcast(SPECIES, work[k]);
      a0 = t.fma(u, a0);
      b0 = t.fma(v, b0);
      t = FloatVector.broadcast(SPECIES, work[k + 1]);
      a1 = t.fma(u, a1);
      b1 = t.fma(v, b1);
      t = FloatVector.broadcast(SPECIES, work[k + 2]);
      a2 = t.fma(u, a2);
      b2 = t.fma(v, b2);
      t = FloatVector.broadcast(SPECIES, work[k + 3]);
      a3 = t.fma(u, a3);
      b3 = t.fma(v, b3);
      t = FloatVector.broadcast(SPECIES, work[k + 4]);
      a4 = t.fma(u, a4);
      b4 = t.fma(v, b4);
      t = FloatVector.broadcast(SPECIES, work[k + 5]);
      a5 = t.fma(u, a5);
      b5 = t.fma(v, b5);
      t = FloatVector.broadcast(SPECIES, work[k + 6]);
      a6 = t.fma(u, a6);
      b6 = t.fma(v, b6);
      t = FloatVector.broadcast(SPECIES, work[k + 7]);
      a7 = t.fma(u, a7);
      b7 = t.fma(v, b7);
      k += ROWS;
    }
    a0.intoArray(work, tile);
    b0.intoArray(work, tile + LANES);
    a1.intoArray(work, tile + 2 * LANES);
    b1.intoArray(work, tile + 3 * LANES);
    a2.intoArray(work, tile + 4 * LANES);
    b2.intoArray(work, tile + 5 * LANES);
    a3.intoArray(work, tile + 6 * LANES);
    b3.intoArray(work, tile + 7 * LANES);
    a4.intoArray(work, tile + 8 * LANES);
    b4.intoArray(work, tile + 9 * LANES);
    a5.intoArray(work, tile + 10 * LANES);
    b5.intoArray(work, tile + 11 * LANES);
    a6.intoArray(work, tile + 12 * LANES);
    b6.intoArray(work, tile + 13 * LANES);
    a7.intoArray(work, tile + 14 * LANES);
    b7.intoArray(work, tile + 15 * LANES);
  }

  private static void tall(float[] work, int panel, int y, int count, int from, int to) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, work, from);
    FloatVector b0 = FloatVector.fromArray(SPECIES, work, from + LANES);
    FloatVector a1 = FloatVector.fromArray(SPECIES, work, from + 2 * LANES);
    FloatVector b1 = FloatVector.fromArray(SPECIES, work, from + 3 * LANES);
    FloatVector a2 = FloatVector.fromArray(SPECIES, work, from + 4 * LANES);
    FloatVector b2 = FloatVector.fromArray(SPECIES, work, from + 5 * LANES);
    FloatVector a3 = FloatVector.fromArray(SPECIES, work, from + 6 * LANES);
    FloatVector b3 = FloatVector.fromArray(SPECIES, work, from + 7 * LANES);
    FloatVector a4 = FloatVector.fromArray(SPECIES, work, from + 8 * LANES);
    FloatVector b4 = FloatVector.fromArray(SPECIES, work, from + 9 * LANES);
    FloatVector a5 = FloatVector.fromArray(SPECIES, work, from + 10 * LANES);
    FloatVector b5 = FloatVector.fromArray(SPECIES, work, from + 11 * LANES);
    FloatVector a6 = FloatVector.fromArray(SPECIES, work, from + 12 * LANES);
    FloatVector b6 = FloatVector.fromArray(SPECIES, work, from + 13 * LANES);
    FloatVector a7 = FloatVector.fromArray(SPECIES, work, from + 14 * LANES);
    FloatVector b7 = FloatVector.fromArray(SPECIES, work, from + 15 * LANES);
    FloatVector a8 = FloatVector.fromArray(SPECIES, work, from + 16 * LANES);
    FloatVector b8 = FloatVector.fromArray(SPECIES, work, from + 17 * LANES);
    FloatVector a9 = FloatVector.fromArray(SPECIES, work, from + 18 * LANES);
    FloatVector b9 = FloatVector.fromArray(SPECIES, work, from + 19 * LANES);
    FloatVector a10 = FloatVector.fromArray(SPECIES, work, from + 20 * LANES);
    FloatVector b10 = FloatVector.fromArray(SPECIES, work, from + 21 * LANES);
    FloatVector a11 = FloatVector.fromArray(SPECIES, work, from + 22 * LANES);
    FloatVector b11 = FloatVector.fromArray(SPECIES, work, from + 23 * LANES);
    int k = y;
    int end = panel + count * Panels.WIDTH;
    for (int p = panel; p < end; p += Panels.WIDTH) {
      FloatVector u = FloatVector.fromArray(SPECIES, work, p);
      FloatVector v = FloatVector.fromArray(SPECIES, work, p + LANES);
      FloatVector t = FloatVector.broadcast(SPECIES, work[k]);
      a0 = t.fma(u, a0);
      b0 = t.fma(v, b0);
      t = FloatVector.broadcast(SPECIES, work[k + 1]);
      a1 = t.fma(u, a1);
      b1 = t.fma(v, b1);
      t = FloatVector.broadcast(SPECIES, work[k + 2]);
      a2 = t.fma(u, a2);
      b2 = t.fma(v, b2);
      t = FloatVector.broadcast(SPECIES, work[k + 3]);
      a3 = t.fma(u, a3);
      b3 = t.fma(v, b3);
      t = FloatVector.broadcast(SPECIES, work[k + 4]);
      a4 = t.fma(u, a4);
      b4 = t.fma(v, b4);
      t = FloatVector.broadcast(SPECIES, work[k + 5]);
      a5 = t.fma(u, a5);
      b5 = t.fma(v, b5);
      t = FloatVector.broadcast(SPECIES, work[k + 6]);
      a6 = t.fma(u, a6);
      b6 = t.fma(v, b6);
      t = FloatVector.broadcast(SPECIES, work[k + 7]);
      a7 = t.fma(u, a7);
      b7 = t.fma(v, b7);
      t = FloatVector.broadcast(SPECIES, work[k + 8]);
      a8 = t.fma(u, a8);
      b8 = t.fma(v, b8);
      t = FloatVector.broadcast(SPECIES, work[k + 9]);
      a9 = t.fma(u, a9);
      b9 = t.fma(v, b9);
      t = FloatVector.broadcast(SPECIES, work[k + 10]);
      a10 = t.fma(u, a10);
      b10 = t.fma(v, b10);
      t = FloatVector.broadcast(SPECIES, work[k + 11]);
      a11 = t.fma(u, a11);
      b11 = t.fma(v, b11);
      k += ROWS;
    }
    a0.intoArray(work, to);
    b0.intoArray(work, to + LANES);
    a1.intoArray(work, to + 2 * LANES);
    b1.intoArray(work, to + 3 * LANES);
    a2.intoArray(work, to + 4 * LANES);
    b2.intoArray(work, to + 5 * LANES);
    a3.intoArray(work, to + 6 * LANES);
    b3.intoArray(work, to + 7 * LANES);
    a4.intoArray(work, to + 8 * LANES);
    b4.intoArray(work, to + 9 * LANES);
    a5.intoArray(work, to + 10 * LANES);
    b5.intoArray(work, to + 11 * LANES);
    a6.intoArray(work, to + 12 * LANES);
    b6.intoArray(work, to + 13 * LANES);
    a7.intoArray(work, to + 14 * LANES);
    b7.intoArray(work, to + 15 * LANES);
    a8.intoArray(work, to + 16 * LANES);
    b8.intoArray(work, to + 17 * LANES);
    a9.intoArray(work, to + 18 * LANES);
    b9.intoArray(work, to + 19 * LANES);
    a10.intoArray(work, to + 20 * LANES);
    b10.intoArray(work, to + 21 * LANES);
    a11.intoArray(work, to + 22 * LANES);
    b11.intoArray(work, to + 23 * LANES);
  }

  private static void wide(float[] work, int panel, int y, int count, int from, int to) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, work, from);
    FloatVector b0 = FloatVector.fromArray(SPECIES, work, from + LANES);
    FloatVector a1 = FloatVector.fromArray(SPECIES, work, from + 2 * LANES);
    FloatVector b1 = FloatVector.fromArray(SPECIES, work, from + 3 * LANES);
    FloatVector a2 = FloatVector.fromArray(SPECIES, work, from + 4 * LANES);
    FloatVector b2 = FloatVector.fromArray(SPECIES, work, from + 5 * LANES);
    FloatVector a3 = FloatVector.fromArray(SPECIES, work, from + 6 * LANES);
    FloatVector b3 = FloatVector.fromArray(SPECIES, work, from + 7 * LANES);
    FloatVector a4 = FloatVector.fromArray(SPECIES, work, from + 8 * LANES);
    FloatVector b4 = FloatVector.fromArray(SPECIES, work, from + 9 * LANES);
    FloatVector a5 = FloatVector.fromArray(SPECIES, work, from + 10 * LANES);
    FloatVector b5 = FloatVector.fromArray(SPECIES, work, from + 11 * LANES);
    int k = y;
    int end = panel + count * Panels.WIDTH;
    for (int p = panel; p < end; p += Panels.WIDTH) {
      FloatVector u = FloatVector.fromArray(SPECIES, work, p);
      FloatVector v = FloatVector.fromArray(SPECIES, work, p + LANES);
      FloatVector t = FloatVector.broadcast(SPECIES, work[k]);
      a0 = t.fma(u, a0);
      b0 = t.fma(v, b0);
      t = FloatVector.broadcast(SPECIES, work[k + 1]);
      a1 = t.fma(u, a1);
      b1 = t.fma(v, b1);
      t = FloatVector.broadcast(SPECIES, work[k + 2]);
      a2 = t.fma(u, a2);
      b2 = t.fma(v, b2);
      t = FloatVector.broadcast(SPECIES, work[k + 3]);
      a3 = t.fma(u, a3);
      b3 = t.fma(v, b3);
      t = FloatVector.broadcast(SPECIES, work[k + 4]);
      a4 = t.fma(u, a4);
      b4 = t.fma(v, b4);
      t = FloatVector.broadcast(SPECIES, work[k + 5]);
      a5 = t.fma(u, a5);
      b5 = t.fma(v, b5);
      k += ROWS;
    }
    a0.intoArray(work, to);
    b0.intoArray(work, to + LANES);
    a1.intoArray(work, to + 2 * LANES);
    b1.intoArray(work, to + 3 * LANES);
    a2.intoArray(work, to + 4 * LANES);
    b2.intoArray(work, to + 5 * LANES);
    a3.intoArray(work, to + 6 * LANES);
    b3.intoArray(work, to + 7 * LANES);
    a4.intoArray(work, to + 8 * LANES);
    b4.intoArray(work, to + 9 * LANES);
    a5.intoArray(work, to + 10 * LANES);
    b5.intoArray(work, to + 11 * LANES);
  }

  private static void narrow(float[] work, int panel, int y, int count, int from, int to) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, work, from);
    FloatVector a1 = FloatVector.fromArray(SPECIES, work, from + LANES);
    FloatVector a2 = FloatVector.fromArray(SPECIES, work, from + 2 * LANES);
    FloatVector a3 = FloatVector.fromArray(SPECIES, work, from + 3 * LANES);
    FloatVector a4 = FloatVector.fromArray(SPECIES, work, from + 4 * LANES);
    FloatVector a5 = FloatVector.fromArray(SPECIES, work, from + 5 * LANES);
    int k = y;
    int end = panel + count * LANES;
    for (int p = panel; p < end; p += LANES) {
      FloatVector u = FloatVector.fromArray(SPECIES, work, p);
      FloatVector t = FloatVector.broadcast(SPECIES, work[k]);
      a0 = t.fma(u, a0);
      t = FloatVector.broadcast(SPECIES, work[k + 1]);
      a1 = t.fma(u, a1);
      t = FloatVector.broadcast(SPECIES, work[k + 2]);
      a2 = t.fma(u, a2);
      t = FloatVector.broadcast(SPECIES, work[k + 3]);
      a3 = t.fma(u, a3);
      t = FloatVector.broadcast(SPECIES, work[k + 4]);
      a4 = t.fma(u, a4);
      t = FloatVector.broadcast(SPECIES, work[k + 5]);
      a5 = t.fma(u, a5);
      k += ROWS;
    }
    a0.intoArray(work, to);
    a1.intoArray(work, to + LANES);
    a2.intoArray(work, to + 2 * LANES);
    a3.intoArray(work, to + 3 * LANES);
    a4.intoArray(work, to + 4 * LANES);
    a5.intoArray(work, to + 5 * LANES);
  }
}
