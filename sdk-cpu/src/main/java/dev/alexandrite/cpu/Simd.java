package dev.alexandrite.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The vector width of this Java process: the machine's own, at most 512 bits, or that of the system
 * property {@value #BITS_PROPERTY}. Results do not depend on it.
 */
final class Simd {
  static final String BITS_PROPERTY = "dev.alexandrite.cpu.bits";
  static final VectorSpecies<Float> SPECIES = choose(System.getProperty(BITS_PROPERTY));

  /** Floats in one vector. */
  static final int LANES = SPECIES.length();

  private Simd() {}

  private static VectorSpecies<Float> choose(@Nullable String bits) {
    if (bits == null) {
      VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
      return preferred.vectorBitSize() > 512 ? FloatVector.SPECIES_512 : preferred;
    }
    return switch (bits) {
      case "128", "256", "512" ->
          VectorSpecies.of(float.class, VectorShape.forBitSize(Integer.parseInt(bits)));
      default ->
          throw new IllegalArgumentException(
              "system property " + BITS_PROPERTY + " must be 128, 256 or 512, found " + bits);
    };
  }

  /** {@code n} rounded up to a multiple of {@code unit}. */
  static int roundUp(int n, int unit) {
    return (n + unit - 1) / unit * unit;
  }
}
