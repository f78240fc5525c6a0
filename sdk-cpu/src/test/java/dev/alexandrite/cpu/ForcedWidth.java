package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.Backends;
import jdk.incubator.vector.FloatVector;

/** Opens the backend at the width that the build forces, where the processor has it. */
final class ForcedWidth {
  private ForcedWidth() {}

  static Backend open(int threads) {
    int preferred = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    int forced = Integer.getInteger("dev.alexandrite.cpu.bits", preferred);
    assumeTrue(
        forced <= preferred,
        () ->
            "this processor has vectors of %d bits; wider ones, such as the forced %d, would be"
                    .formatted(preferred, forced)
                + " emulated, a thousand times slower");
    return Backends.open("cpu", threads);
  }
}
