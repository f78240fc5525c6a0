package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.BackendContract;
import dev.alexandrite.testkit.Backends;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Tag;

/** The CPU backend against the reference, at the machine's width and at each forced one. */
@Tag("width")
final class CpuBackendContractTest extends BackendContract {
  @Override
  protected Backend backend(int threads) {
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
