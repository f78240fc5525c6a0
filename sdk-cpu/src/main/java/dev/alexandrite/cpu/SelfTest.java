package dev.alexandrite.cpu;

import jdk.incubator.vector.FloatVector;

/** What the backend relies on, checked once on a few numbers. */
final class SelfTest {
  private SelfTest() {}

  /**
   * Multiplies and adds in vectors and in scalars, on values where a rounded product would show.
   *
   * @return the vector width in bits
   * @throws IllegalStateException if vectors are too narrow or round differently from scalars
   */
  static int run() {
    int bits = Simd.SPECIES.vectorBitSize();
    if (bits < 128) {
      throw new IllegalStateException("vectors have " + bits + " bits, at least 128 are needed");
    }
    float[] a = new float[Simd.LANES];
    float[] b = new float[Simd.LANES];
    for (int i = 0; i < a.length; i++) {
      a[i] = 1 + (i + 1) * 0x1p-20f;
      b[i] = 1 - (i + 1) * 0x1p-20f;
    }
    FloatVector va = FloatVector.fromArray(Simd.SPECIES, a, 0);
    FloatVector vb = FloatVector.fromArray(Simd.SPECIES, b, 0);
    FloatVector sum = va.fma(vb, FloatVector.broadcast(Simd.SPECIES, -1f));
    for (int i = 0; i < a.length; i++) {
      if (sum.lane(i) != Math.fma(a[i], b[i], -1f)) {
        throw new IllegalStateException(
            "a vector's fused multiply-add differs from the scalar one");
      }
    }
    return bits;
  }
}
