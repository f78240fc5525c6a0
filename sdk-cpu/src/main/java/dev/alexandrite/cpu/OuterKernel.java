package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Adds outer products, of six neighbours in x and one row of a panel, to a tile:
 *
 * <pre>sums[j][lane] += Σ over i: x[base i + j] · panel[i][lane]</pre>
 *
 * <p>The counterpart of {@link MicroKernel} for sums over positions or examples: its six rows are
 * neighbours in memory and its reduction jumps.
 */
final class OuterKernel {
  private OuterKernel() {}

  /**
   * Adds to a tile as wide as the panel.
   *
   * @param panel {@code float32[count, width]}
   * @param p where the panel begins
   * @param width {@link Panels#WIDTH} or {@link Simd#LANES}
   * @param x what the six neighbours are read from
   * @param bases where they begin for every i, but for {@code shift}
   * @param b the first one's index in {@code bases}
   * @param shift added to every base
   * @param count length of the sum
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
      int count,
      float[] sums,
      int s) {
    if (width == LANES) {
      narrow(panel, p, x, bases, b, shift, count, sums, s);
    } else {
      wide(panel, p, x, bases, b, shift, count, sums, s);
    }
  }


  private static void wide(
      float[] panel,
      int p,
      float[] x,
      int[] bases,
      int b,
      int shift,
      int count,
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
    for (int i = 0; i < count; i++) {
      int at = bases[b + i] + shift;
      FloatVector u = FloatVector.fromArray(SPECIES, panel, p + i * 2 * LANES);
      FloatVector v = FloatVector.fromArray(SPECIES, panel, p + i * 2 * LANES + LANES);
      FloatVector t = FloatVector.broadcast(SPECIES, x[at]);
      a0 = t.fma(u, a0);
      b0 = t.fma(v, b0);
      t = FloatVector.broadcast(SPECIES, x[at + 1]);
      a1 = t.fma(u, a1);
      b1 = t.fma(v, b1);
      t = FloatVector.broadcast(SPECIES, x[at + 2]);
      a2 = t.fma(u, a2);
      b2 = t.fma(v, b2);
      t = FloatVector.broadcast(SPECIES, x[at + 3]);
      a3 = t.fma(u, a3);
      b3 = t.fma(v, b3);
      t = FloatVector.broadcast(SPECIES, x[at + 4]);
      a4 = t.fma(u, a4);
      b4 = t.fma(v, b4);
      t = FloatVector.broadcast(SPECIES, x[at + 5]);
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
      float[] panel,
      int p,
      float[] x,
      int[] bases,
      int b,
      int shift,
      int count,
      float[] sums,
      int s) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, sums, s);
    FloatVector a1 = FloatVector.fromArray(SPECIES, sums, s + LANES);
    FloatVector a2 = FloatVector.fromArray(SPECIES, sums, s + 2 * LANES);
    FloatVector a3 = FloatVector.fromArray(SPECIES, sums, s + 3 * LANES);
    FloatVector a4 = FloatVector.fromArray(SPECIES, sums, s + 4 * LANES);
    FloatVector a5 = FloatVector.fromArray(SPECIES, sums, s + 5 * LANES);
    for (int i = 0; i < count; i++) {
      int at = bases[b + i] + shift;
      FloatVector u = FloatVector.fromArray(SPECIES, panel, p + i * LANES);
      FloatVector t = FloatVector.broadcast(SPECIES, x[at]);
      a0 = t.fma(u, a0);
      t = FloatVector.broadcast(SPECIES, x[at + 1]);
      a1 = t.fma(u, a1);
      t = FloatVector.broadcast(SPECIES, x[at + 2]);
      a2 = t.fma(u, a2);
      t = FloatVector.broadcast(SPECIES, x[at + 3]);
      a3 = t.fma(u, a3);
      t = FloatVector.broadcast(SPECIES, x[at + 4]);
      a4 = t.fma(u, a4);
      t = FloatVector.broadcast(SPECIES, x[at + 5]);
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
