package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/** {@link GemmKernel} with MR×NR = 12 rows × 2 vectors, for machines with 32 vector registers. */
final class GemmKernel12x2 {
  private GemmKernel12x2() {}

  static void accumulate(
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
    int x0 = bases[b] + shift;
    int x1 = bases[b + 1] + shift;
    int x2 = bases[b + 2] + shift;
    int x3 = bases[b + 3] + shift;
    int x4 = bases[b + 4] + shift;
    int x5 = bases[b + 5] + shift;
    int x6 = bases[b + 6] + shift;
    int x7 = bases[b + 7] + shift;
    int x8 = bases[b + 8] + shift;
    int x9 = bases[b + 9] + shift;
    int x10 = bases[b + 10] + shift;
    int x11 = bases[b + 11] + shift;
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
        t = FloatVector.broadcast(SPECIES, x[x6 + k]);
        a6 = t.fma(u, a6);
        b6 = t.fma(v, b6);
        t = FloatVector.broadcast(SPECIES, x[x7 + k]);
        a7 = t.fma(u, a7);
        b7 = t.fma(v, b7);
        t = FloatVector.broadcast(SPECIES, x[x8 + k]);
        a8 = t.fma(u, a8);
        b8 = t.fma(v, b8);
        t = FloatVector.broadcast(SPECIES, x[x9 + k]);
        a9 = t.fma(u, a9);
        b9 = t.fma(v, b9);
        t = FloatVector.broadcast(SPECIES, x[x10 + k]);
        a10 = t.fma(u, a10);
        b10 = t.fma(v, b10);
        t = FloatVector.broadcast(SPECIES, x[x11 + k]);
        a11 = t.fma(u, a11);
        b11 = t.fma(v, b11);
      }
      p += run * 2 * LANES;
      x0 += stride;
      x1 += stride;
      x2 += stride;
      x3 += stride;
      x4 += stride;
      x5 += stride;
      x6 += stride;
      x7 += stride;
      x8 += stride;
      x9 += stride;
      x10 += stride;
      x11 += stride;
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
