package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The GEMM micro-kernel: adds the products of some rows and one panel to a tile of sums in
 * registers, MR×NR = 6 or 12 rows × 1 or 2 vectors:
 *
 * <pre>sums[row j][lane] += Σ over runs, then over k: x[row j][k] · panel[k][lane]</pre>
 *
 * <p>Rows are found through a table of where they begin, as in XNNPACK's indirect GEMM, so that a
 * convolution reads its windows in place. A row is a sequence of runs, contiguous pieces of x that
 * begin {@code stride} elements apart. The sums stay in registers from first to last, so every sum
 * is one chain of fused multiply-adds that ascends through the runs; a call continues the chains
 * that the last one left in memory.
 *
 * <p>Twelve chains hide the latency of the multiply-add. Six rows of two vectors fit in 16 vector
 * registers; 512-bit vectors come with 32, where twelve rows load less for each multiplication.
 */
final class GemmKernel {
  /** MR: rows are handled by the half dozen. */
  static final int ROWS = 6;

  private static final boolean TALL = LANES == 16;

  private GemmKernel() {}

  /** The rows of the next tile, 6 or 12, where some are left; those beyond the last are waste. */
  static int tileRows(int left, int width) {
    return TALL && width > LANES && left > ROWS ? 2 * ROWS : ROWS;
  }

  /**
   * Adds to a tile.
   *
   * @param rows {@link #tileRows}
   * @param panels holds the panel
   * @param panel where it begins, {@code float32[runs · run, width]}
   * @param width {@link Panels#WIDTH} or {@link Simd#LANES}
   * @param x what the rows are read from
   * @param bases where the rows begin, but for {@code shift}
   * @param b the first row's index in {@code bases}
   * @param shift added to every base
   * @param runs how many runs
   * @param run elements in one run
   * @param stride from one run to the next
   * @param work holds the sums
   * @param sums where the tile begins, {@code float32[rows, width]}
   */
  static void accumulate(
      int rows,
      float[] panels,
      int panel,
      int width,
      float[] x,
      int[] bases,
      int b,
      int shift,
      int runs,
      int run,
      int stride,
      float[] work,
      int sums) {
    if (width == LANES) {
      narrow(panels, panel, x, bases, b, shift, runs, run, stride, work, sums);
    } else if (rows == ROWS) {
      wide(panels, panel, x, bases, b, shift, runs, run, stride, work, sums);
    } else {
      GemmKernel12x2.accumulate(panels, panel, x, bases, b, shift, runs, run, stride, work, sums);
    }
  }

  private static void wide(
      float[] panels,
      int panel,
      float[] x,
      int[] bases,
      int b,
      int shift,
      int runs,
      int run,
      int stride,
      float[] work,
      int sums) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, work, sums);
    FloatVector b0 = FloatVector.fromArray(SPECIES, work, sums + LANES);
    FloatVector a1 = FloatVector.fromArray(SPECIES, work, sums + 2 * LANES);
    FloatVector b1 = FloatVector.fromArray(SPECIES, work, sums + 3 * LANES);
    FloatVector a2 = FloatVector.fromArray(SPECIES, work, sums + 4 * LANES);
    FloatVector b2 = FloatVector.fromArray(SPECIES, work, sums + 5 * LANES);
    FloatVector a3 = FloatVector.fromArray(SPECIES, work, sums + 6 * LANES);
    FloatVector b3 = FloatVector.fromArray(SPECIES, work, sums + 7 * LANES);
    FloatVector a4 = FloatVector.fromArray(SPECIES, work, sums + 8 * LANES);
    FloatVector b4 = FloatVector.fromArray(SPECIES, work, sums + 9 * LANES);
    FloatVector a5 = FloatVector.fromArray(SPECIES, work, sums + 10 * LANES);
    FloatVector b5 = FloatVector.fromArray(SPECIES, work, sums + 11 * LANES);
    int x0 = bases[b] + shift;
    int x1 = bases[b + 1] + shift;
    int x2 = bases[b + 2] + shift;
    int x3 = bases[b + 3] + shift;
    int x4 = bases[b + 4] + shift;
    int x5 = bases[b + 5] + shift;
    int p = panel;
    for (int r = 0; r < runs; r++) {
      for (int k = 0; k < run; k++) {
        FloatVector u = FloatVector.fromArray(SPECIES, panels, p + k * 2 * LANES);
        FloatVector v = FloatVector.fromArray(SPECIES, panels, p + k * 2 * LANES + LANES);
        FloatVector t = FloatVector.broadcast(SPECIES, x[x0 + k]);
        a0 = t.fma(u, a0);
        b0 = t.fma(v, b0);
        t = FloatVector.broadcast(SPECIES, x[x1 + k]);
        a1 = t.fma(u, a1);
        b1 = t.fma(v, b1);
        t = FloatVector.broadcast(SPECIES, x[x2 + k]);
        a2 = t.fma(u, a2);
        b2 = t.fma(v, b2);
        t = FloatVector.broadcast(SPECIES, x[x3 + k]);
        a3 = t.fma(u, a3);
        b3 = t.fma(v, b3);
        t = FloatVector.broadcast(SPECIES, x[x4 + k]);
        a4 = t.fma(u, a4);
        b4 = t.fma(v, b4);
        t = FloatVector.broadcast(SPECIES, x[x5 + k]);
        a5 = t.fma(u, a5);
        b5 = t.fma(v, b5);
      }
      p += run * 2 * LANES;
      x0 += stride;
      x1 += stride;
      x2 += stride;
      x3 += stride;
      x4 += stride;
      x5 += stride;
    }
    a0.intoArray(work, sums);
    b0.intoArray(work, sums + LANES);
    a1.intoArray(work, sums + 2 * LANES);
    b1.intoArray(work, sums + 3 * LANES);
    a2.intoArray(work, sums + 4 * LANES);
    b2.intoArray(work, sums + 5 * LANES);
    a3.intoArray(work, sums + 6 * LANES);
    b3.intoArray(work, sums + 7 * LANES);
    a4.intoArray(work, sums + 8 * LANES);
    b4.intoArray(work, sums + 9 * LANES);
    a5.intoArray(work, sums + 10 * LANES);
    b5.intoArray(work, sums + 11 * LANES);
  }

  private static void narrow(
      float[] panels,
      int panel,
      float[] x,
      int[] bases,
      int b,
      int shift,
      int runs,
      int run,
      int stride,
      float[] work,
      int sums) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, work, sums);
    FloatVector a1 = FloatVector.fromArray(SPECIES, work, sums + LANES);
    FloatVector a2 = FloatVector.fromArray(SPECIES, work, sums + 2 * LANES);
    FloatVector a3 = FloatVector.fromArray(SPECIES, work, sums + 3 * LANES);
    FloatVector a4 = FloatVector.fromArray(SPECIES, work, sums + 4 * LANES);
    FloatVector a5 = FloatVector.fromArray(SPECIES, work, sums + 5 * LANES);
    int x0 = bases[b] + shift;
    int x1 = bases[b + 1] + shift;
    int x2 = bases[b + 2] + shift;
    int x3 = bases[b + 3] + shift;
    int x4 = bases[b + 4] + shift;
    int x5 = bases[b + 5] + shift;
    int p = panel;
    for (int r = 0; r < runs; r++) {
      for (int k = 0; k < run; k++) {
        FloatVector u = FloatVector.fromArray(SPECIES, panels, p + k * LANES);
        FloatVector t = FloatVector.broadcast(SPECIES, x[x0 + k]);
        a0 = t.fma(u, a0);
        t = FloatVector.broadcast(SPECIES, x[x1 + k]);
        a1 = t.fma(u, a1);
        t = FloatVector.broadcast(SPECIES, x[x2 + k]);
        a2 = t.fma(u, a2);
        t = FloatVector.broadcast(SPECIES, x[x3 + k]);
        a3 = t.fma(u, a3);
        t = FloatVector.broadcast(SPECIES, x[x4 + k]);
        a4 = t.fma(u, a4);
        t = FloatVector.broadcast(SPECIES, x[x5 + k]);
        a5 = t.fma(u, a5);
      }
      p += run * LANES;
      x0 += stride;
      x1 += stride;
      x2 += stride;
      x3 += stride;
      x4 += stride;
      x5 += stride;
    }
    a0.intoArray(work, sums);
    a1.intoArray(work, sums + LANES);
    a2.intoArray(work, sums + 2 * LANES);
    a3.intoArray(work, sums + 3 * LANES);
    a4.intoArray(work, sums + 4 * LANES);
    a5.intoArray(work, sums + 5 * LANES);
  }
}
