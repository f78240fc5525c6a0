package dev.alexandrite.cpu;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.BackendContract;
import dev.alexandrite.testkit.Backends;
import org.junit.jupiter.api.Tag;

/** The CPU backend against the reference, at the machine's width and at each forced one. */
@Tag("width")
final class CpuBackendContractTest extends BackendContract {
  @Override
  protected Backend backend(int threads) {
    ForcedWidth.assumeNotEmulated();
    return Backends.open("cpu", threads);
  }
}
