package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Panels.WIDTH;
import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * {@link OuterProductKernel} of 12 rows × 2 vectors with a {@link RowPrefetch}, whose rows it cuts
 * into panels. A method of its own, as {@link PackedGemmPrefetchKernel12x2} is.
 */
final class OuterProductPrefetchKernel12x2 {
  /** Whether there are enough registers. */
  static final boolean FITS = OuterProductKernel.ROWS == 12;

  private static final int PANEL_STEP = LinearInputGradient.SPACING * WIDTH;

  private OuterProductPrefetchKernel12x2() {}

  /**
   * Adds to a tile and copies rows that come next.
   *
   * @param work holds all operands
   * @param panel where the panel begins, {@code float32[count, Panels.WIDTH]}
   * @param y where y begins, {@code float32[count, OuterProductKernel.ROWS]}
   * @param count length of the sums
   * @param tile where the tile is, {@code float32[OuterProductKernel.ROWS, Panels.WIDTH]}
   * @param prefetch says which; it fits {@code count} turns; its rows become rows of panels
   */
  static void accumulate(
      float[] work, int panel, int y, int count, int tile, RowPrefetch prefetch) {
    float[] rows = prefetch.from();
    int at = prefetch.at();
    int stride = prefetch.stride();
    int last = prefetch.lastVector();
    int target = prefetch.target();
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
    FloatVector a8 = FloatVector.fromArray(SPECIES, work, tile + 16 * LANES);
    FloatVector b8 = FloatVector.fromArray(SPECIES, work, tile + 17 * LANES);
    FloatVector a9 = FloatVector.fromArray(SPECIES, work, tile + 18 * LANES);
    FloatVector b9 = FloatVector.fromArray(SPECIES, work, tile + 19 * LANES);
    FloatVector a10 = FloatVector.fromArray(SPECIES, work, tile + 20 * LANES);
    FloatVector b10 = FloatVector.fromArray(SPECIES, work, tile + 21 * LANES);
    FloatVector a11 = FloatVector.fromArray(SPECIES, work, tile + 22 * LANES);
    FloatVector b11 = FloatVector.fromArray(SPECIES, work, tile + 23 * LANES);
    int k = y;
    int turn = 0;
    int end = panel + count * WIDTH;
    for (int p = panel; p < end; p += WIDTH) {
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
      k += OuterProductKernel.ROWS;
      int next = turn & (RowPrefetch.ABREAST - 1);
      int i = Math.min(turn / RowPrefetch.ABREAST * LANES, last);
      FloatVector.fromArray(SPECIES, rows, at + next * stride + i)
          .intoArray(work, target + next * WIDTH + i / WIDTH * PANEL_STEP + i % WIDTH);
      turn++;
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
    a8.intoArray(work, tile + 16 * LANES);
    b8.intoArray(work, tile + 17 * LANES);
    a9.intoArray(work, tile + 18 * LANES);
    b9.intoArray(work, tile + 19 * LANES);
    a10.intoArray(work, tile + 20 * LANES);
    b10.intoArray(work, tile + 21 * LANES);
    a11.intoArray(work, tile + 22 * LANES);
    b11.intoArray(work, tile + 23 * LANES);
    prefetch.advance();
  }
}
