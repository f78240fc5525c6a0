package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Adds the products of six rows and one panel to a tile of six rows of sums:
 *
 * <pre>sums[j][lane] += Σ over runs, then over k: x[row j + k] · panel[k][lane]</pre>
 *
 * <p>A row is a sequence of runs, contiguous pieces of x that begin {@code stride} elements apart.
 * The sums stay in registers from first to last, so every sum is one chain of fused multiply-adds
 * that ascends through the runs; a call continues the chain that the last one left in {@code sums}.
 * Twelve chains hide the latency of the multiply-add, and need 12 + 2 + 1 of 16 vector registers.
 */
final class MicroKernel {
  /** Rows in a tile. */
  static final int ROWS = 6;

  private MicroKernel() {}

  /**
   * Adds to a tile as wide as the panel.
   *
   * @param panel weights, {@code float32[runs · run, width]}
   * @param p where the panel begins
   * @param width {@link Panels#WIDTH} or {@link Simd#LANES}
   * @param x what the rows are read from
   * @param bases where the six rows begin, but for {@code shift}
   * @param b the first row's index in {@code bases}
   * @param shift added to every base
   * @param runs how many runs
   * @param run elements in one run
   * @param stride from one run to the next
   * @param sums the tile, {@code float32[6, width]}
   * @param s where the tile begins
   */
  static void accumulate(
      float[] panel,
      int p,
      int width,
      float[] x,
      int[] bases,
      int b,
      int shift,
      int runs,
      int run,
      int stride,
      float[] sums,
      int s) {
    if (width == LANES) {
      narrow(panel, p, x, bases, b, shift, runs, run, stride, sums, s);
    } else {
      wide(panel, p, x, bases, b, shift, runs, run, stride, sums, s);
    }
  }


  private static void wide(
      float[] panel,
      int p,
      float[] x,
      int[] bases,
      int b,
      int shift,
      int runs,
      int run,
      int stride,
      float[] sums,
      int s) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, sums, s);
    FloatVector b0 = FloatVector.fromArray(SPECIES, sums, s + LANES);
    FloatVector a1 = FloatVector.fromArray(SPECIES, sums, s + 2 * LANES);
    FloatVector b1 = FloatVector.fromArray(SPECIES, sums, s + 3 * LANES);
    FloatVector a2 = FloatVector.fromArray(SPECIES, sums, s + 4 * LANES);
    FloatVector b2 = FloatVector.fromArray(SPECIES, sums, s + 5 * LANES);
    FloatVector a3 = FloatVector.fromArray(SPECIES, sums, s + 6 * LANES);
    FloatVector b3 = FloatVector.fromArray(SPECIES, sums, s + 7 * LANES);
    FloatVector a4 = FloatVector.fromArray(SPECIES, sums, s + 8 * LANES);
    FloatVector b4 = FloatVector.fromArray(SPECIES, sums, s + 9 * LANES);
    FloatVector a5 = FloatVector.fromArray(SPECIES, sums, s + 10 * LANES);
    FloatVector b5 = FloatVector.fromArray(SPECIES, sums, s + 11 * LANES);
    int x0 = bases[b] + shift;
    int x1 = bases[b + 1] + shift;
    int x2 = bases[b + 2] + shift;
    int x3 = bases[b + 3] + shift;
    int x4 = bases[b + 4] + shift;
    int x5 = bases[b + 5] + shift;
    int q = p;
    for (int r = 0; r < runs; r++) {
      for (int k = 0; k < run; k++) {
        FloatVector u = FloatVector.fromArray(SPECIES, panel, q + k * 2 * LANES);
        FloatVector v = FloatVector.fromArray(SPECIES, panel, q + k * 2 * LANES + LANES);
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
      q += run * 2 * LANES;
      x0 += stride;
      x1 += stride;
      x2 += stride;
      x3 += stride;
      x4 += stride;
      x5 += stride;
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
      float[] panel,
      int p,
      float[] x,
      int[] bases,
      int b,
      int shift,
      int runs,
      int run,
      int stride,
      float[] sums,
      int s) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, sums, s);
    FloatVector a1 = FloatVector.fromArray(SPECIES, sums, s + LANES);
    FloatVector a2 = FloatVector.fromArray(SPECIES, sums, s + 2 * LANES);
    FloatVector a3 = FloatVector.fromArray(SPECIES, sums, s + 3 * LANES);
    FloatVector a4 = FloatVector.fromArray(SPECIES, sums, s + 4 * LANES);
    FloatVector a5 = FloatVector.fromArray(SPECIES, sums, s + 5 * LANES);
    int x0 = bases[b] + shift;
    int x1 = bases[b + 1] + shift;
    int x2 = bases[b + 2] + shift;
    int x3 = bases[b + 3] + shift;
    int x4 = bases[b + 4] + shift;
    int x5 = bases[b + 5] + shift;
    int q = p;
    for (int r = 0; r < runs; r++) {
      for (int k = 0; k < run; k++) {
        FloatVector u = FloatVector.fromArray(SPECIES, panel, q + k * LANES);
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
      q += run * LANES;
      x0 += stride;
      x1 += stride;
      x2 += stride;
      x3 += stride;
      x4 += stride;
      x5 += stride;
    }
    a0.intoArray(sums, s);
    a1.intoArray(sums, s + LANES);
    a2.intoArray(sums, s + 2 * LANES);
    a3.intoArray(sums, s + 3 * LANES);
    a4.intoArray(sums, s + 4 * LANES);
    a5.intoArray(sums, s + 5 * LANES);
  }
}
