package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The GEMM micro-kernel of 12 rows × 2 vectors over {@link PackedRows}. With rows a constant
 * distance apart all of them are reached from one register; twelve of their own would not fit.
 */
final class PackedGemmKernel12x2 {
  private static final int STEP = PackedRows.SPACING;

  private PackedGemmKernel12x2() {}

  /**
   * Adds to a tile.
   *
   * @param work holds everything
   * @param panel where the panel begins, {@code float32[length, Panels.WIDTH]}
   * @param row where the first row begins
   * @param length of the rows
   * @param sums where the sums begin, {@code float32[12, Panels.WIDTH]}
   */
  static void accumulate(float[] work, int panel, int row, int length, int sums) {
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
    FloatVector a6 = FloatVector.fromArray(SPECIES, work, sums + 12 * LANES);
    FloatVector b6 = FloatVector.fromArray(SPECIES, work, sums + 13 * LANES);
    FloatVector a7 = FloatVector.fromArray(SPECIES, work, sums + 14 * LANES);
    FloatVector b7 = FloatVector.fromArray(SPECIES, work, sums + 15 * LANES);
    FloatVector a8 = FloatVector.fromArray(SPECIES, work, sums + 16 * LANES);
    FloatVector b8 = FloatVector.fromArray(SPECIES, work, sums + 17 * LANES);
    FloatVector a9 = FloatVector.fromArray(SPECIES, work, sums + 18 * LANES);
    FloatVector b9 = FloatVector.fromArray(SPECIES, work, sums + 19 * LANES);
    FloatVector a10 = FloatVector.fromArray(SPECIES, work, sums + 20 * LANES);
    FloatVector b10 = FloatVector.fromArray(SPECIES, work, sums + 21 * LANES);
    FloatVector a11 = FloatVector.fromArray(SPECIES, work, sums + 22 * LANES);
    FloatVector b11 = FloatVector.fromArray(SPECIES, work, sums + 23 * LANES);
    int k = row;
    int end = panel + length * Panels.WIDTH;
    for (int p = panel; p < end; p += Panels.WIDTH) {
      FloatVector u = FloatVector.fromArray(SPECIES, work, p);
      FloatVector v = FloatVector.fromArray(SPECIES, work, p + LANES);
      FloatVector t = FloatVector.broadcast(SPECIES, work[k]);
      a0 = t.fma(u, a0);
      b0 = t.fma(v, b0);
      t = FloatVector.broadcast(SPECIES, work[k + STEP]);
      a1 = t.fma(u, a1);
      b1 = t.fma(v, b1);
      t = FloatVector.broadcast(SPECIES, work[k + 2 * STEP]);
      a2 = t.fma(u, a2);
      b2 = t.fma(v, b2);
      t = FloatVector.broadcast(SPECIES, work[k + 3 * STEP]);
      a3 = t.fma(u, a3);
      b3 = t.fma(v, b3);
      t = FloatVector.broadcast(SPECIES, work[k + 4 * STEP]);
      a4 = t.fma(u, a4);
      b4 = t.fma(v, b4);
      t = FloatVector.broadcast(SPECIES, work[k + 5 * STEP]);
      a5 = t.fma(u, a5);
      b5 = t.fma(v, b5);
      t = FloatVector.broadcast(SPECIES, work[k + 6 * STEP]);
      a6 = t.fma(u, a6);
      b6 = t.fma(v, b6);
      t = FloatVector.broadcast(SPECIES, work[k + 7 * STEP]);
      a7 = t.fma(u, a7);
      b7 = t.fma(v, b7);
      t = FloatVector.broadcast(SPECIES, work[k + 8 * STEP]);
      a8 = t.fma(u, a8);
      b8 = t.fma(v, b8);
      t = FloatVector.broadcast(SPECIES, work[k + 9 * STEP]);
      a9 = t.fma(u, a9);
      b9 = t.fma(v, b9);
      t = FloatVector.broadcast(SPECIES, work[k + 10 * STEP]);
      a10 = t.fma(u, a10);
      b10 = t.fma(v, b10);
      t = FloatVector.broadcast(SPECIES, work[k + 11 * STEP]);
      a11 = t.fma(u, a11);
      b11 = t.fma(v, b11);
      k++;
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
    a6.intoArray(work, sums + 12 * LANES);
    b6.intoArray(work, sums + 13 * LANES);
    a7.intoArray(work, sums + 14 * LANES);
    b7.intoArray(work, sums + 15 * LANES);
    a8.intoArray(work, sums + 16 * LANES);
    b8.intoArray(work, sums + 17 * LANES);
    a9.intoArray(work, sums + 18 * LANES);
    b9.intoArray(work, sums + 19 * LANES);
    a10.intoArray(work, sums + 20 * LANES);
    b10.intoArray(work, sums + 21 * LANES);
    a11.intoArray(work, sums + 22 * LANES);
    b11.intoArray(work, sums + 23 * LANES);
  }
}
