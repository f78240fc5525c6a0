package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Two leaves of the batch at a time, half a tile of {@link OuterProductKernel} high, where there
 * are 32 registers:
 *
 * <pre>to[j][lane] = Σ over i: y[i][j] · panel[i][lane]
 *             + Σ over i: y[count + i][j] · panel[count + i][lane]</pre>
 *
 * <p>Both sums stay in registers and are added there. A leaf of a usual batch has a dozen rows, too
 * few to make up for storing each sum and reading it again. With 16 registers it would be half as
 * high, and no faster than {@link OuterProductKernel}.
 */
final class OuterProductPairKernel6x2 {
  /** Whether there are enough registers. */
  static final boolean FITS = OuterProductKernel.ROWS == 12;

  /** Rows of a tile. */
  static final int ROWS = 6;

  /** Elements of a tile. */
  static final int TILE = ROWS * Panels.WIDTH;

  private OuterProductPairKernel6x2() {}

  /**
   * Computes a tile.
   *
   * @param work holds all operands
   * @param panel where the panel of the first leaf begins, {@code float32[2 * count, Panels.WIDTH]}
   * @param y where y begins, {@code float32[2 * count, OuterProductKernel.ROWS]}, of which the
   *     first {@link #ROWS} columns count
   * @param count rows of a leaf
   * @param to where the tile goes, {@code float32[ROWS, Panels.WIDTH]}
   */
  static void multiply(float[] work, int panel, int y, int count, int to) {
    int panelStep = count * Panels.WIDTH;
    int yStep = count * OuterProductKernel.ROWS;
    FloatVector a00 = FloatVector.zero(SPECIES);
    FloatVector b00 = FloatVector.zero(SPECIES);
    FloatVector a01 = FloatVector.zero(SPECIES);
    FloatVector b01 = FloatVector.zero(SPECIES);
    FloatVector a02 = FloatVector.zero(SPECIES);
    FloatVector b02 = FloatVector.zero(SPECIES);
    FloatVector a03 = FloatVector.zero(SPECIES);
    FloatVector b03 = FloatVector.zero(SPECIES);
    FloatVector a04 = FloatVector.zero(SPECIES);
    FloatVector b04 = FloatVector.zero(SPECIES);
    FloatVector a05 = FloatVector.zero(SPECIES);
    FloatVector b05 = FloatVector.zero(SPECIES);
    FloatVector a10 = FloatVector.zero(SPECIES);
    FloatVector b10 = FloatVector.zero(SPECIES);
    FloatVector a11 = FloatVector.zero(SPECIES);
    FloatVector b11 = FloatVector.zero(SPECIES);
    FloatVector a12 = FloatVector.zero(SPECIES);
    FloatVector b12 = FloatVector.zero(SPECIES);
    FloatVector a13 = FloatVector.zero(SPECIES);
    FloatVector b13 = FloatVector.zero(SPECIES);
    FloatVector a14 = FloatVector.zero(SPECIES);
    FloatVector b14 = FloatVector.zero(SPECIES);
    FloatVector a15 = FloatVector.zero(SPECIES);
    FloatVector b15 = FloatVector.zero(SPECIES);
    int k = y;
    int end = panel + panelStep;
    for (int p = panel; p < end; p += Panels.WIDTH) {
      FloatVector u = FloatVector.fromArray(SPECIES, work, p);
      FloatVector v = FloatVector.fromArray(SPECIES, work, p + LANES);
      FloatVector t = FloatVector.broadcast(SPECIES, work[k]);
      a00 = t.fma(u, a00);
      b00 = t.fma(v, b00);
      t = FloatVector.broadcast(SPECIES, work[k + 1]);
      a01 = t.fma(u, a01);
      b01 = t.fma(v, b01);
      t = FloatVector.broadcast(SPECIES, work[k + 2]);
      a02 = t.fma(u, a02);
      b02 = t.fma(v, b02);
      t = FloatVector.broadcast(SPECIES, work[k + 3]);
      a03 = t.fma(u, a03);
      b03 = t.fma(v, b03);
      t = FloatVector.broadcast(SPECIES, work[k + 4]);
      a04 = t.fma(u, a04);
      b04 = t.fma(v, b04);
      t = FloatVector.broadcast(SPECIES, work[k + 5]);
      a05 = t.fma(u, a05);
      b05 = t.fma(v, b05);
      u = FloatVector.fromArray(SPECIES, work, p + panelStep);
      v = FloatVector.fromArray(SPECIES, work, p + panelStep + LANES);
      t = FloatVector.broadcast(SPECIES, work[k + yStep]);
      a10 = t.fma(u, a10);
      b10 = t.fma(v, b10);
      t = FloatVector.broadcast(SPECIES, work[k + yStep + 1]);
      a11 = t.fma(u, a11);
      b11 = t.fma(v, b11);
      t = FloatVector.broadcast(SPECIES, work[k + yStep + 2]);
      a12 = t.fma(u, a12);
      b12 = t.fma(v, b12);
      t = FloatVector.broadcast(SPECIES, work[k + yStep + 3]);
      a13 = t.fma(u, a13);
      b13 = t.fma(v, b13);
      t = FloatVector.broadcast(SPECIES, work[k + yStep + 4]);
      a14 = t.fma(u, a14);
      b14 = t.fma(v, b14);
      t = FloatVector.broadcast(SPECIES, work[k + yStep + 5]);
      a15 = t.fma(u, a15);
      b15 = t.fma(v, b15);
      k += OuterProductKernel.ROWS;
    }
    // A sum that the loop carries may not be the receiver of an addition: ADR 9.
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    one.fma(a00, a10).intoArray(work, to);
    one.fma(b00, b10).intoArray(work, to + LANES);
    one.fma(a01, a11).intoArray(work, to + 2 * LANES);
    one.fma(b01, b11).intoArray(work, to + 3 * LANES);
    one.fma(a02, a12).intoArray(work, to + 4 * LANES);
    one.fma(b02, b12).intoArray(work, to + 5 * LANES);
    one.fma(a03, a13).intoArray(work, to + 6 * LANES);
    one.fma(b03, b13).intoArray(work, to + 7 * LANES);
    one.fma(a04, a14).intoArray(work, to + 8 * LANES);
    one.fma(b04, b14).intoArray(work, to + 9 * LANES);
    one.fma(a05, a15).intoArray(work, to + 10 * LANES);
    one.fma(b05, b15).intoArray(work, to + 11 * LANES);
  }
}
