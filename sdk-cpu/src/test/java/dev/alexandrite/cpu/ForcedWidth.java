package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jdk.incubator.vector.FloatVector;

/** The vector width that a run of the tests forces, if any. */
final class ForcedWidth {
  private ForcedWidth() {}

  /** Whether the machine's own width is used. */
  static boolean none() {
    return System.getProperty(Simd.BITS_PROPERTY) == null;
  }

  /** Skips, with a message, what would take hours in emulated vectors. */
  static void assumeNotEmulated() {
    int preferred = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    int forced = Integer.getInteger(Simd.BITS_PROPERTY, preferred);
    assumeTrue(
        forced <= preferred,
        () ->
            "this processor has vectors of %d bits; wider ones, such as the forced %d, would be"
                    .formatted(preferred, forced)
                + " emulated, a thousand times slower");
  }
}
