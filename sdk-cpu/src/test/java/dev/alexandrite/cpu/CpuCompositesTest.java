package dev.alexandrite.cpu;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.testkit.composites.CompositeContract;
import org.junit.jupiter.api.Tag;

/** Composed layers on the CPU backend, at the machine's width and at each forced one. */
@Tag("width")
final class CpuCompositesTest extends CompositeContract {
  @Override
  protected Backend backend() {
    ForcedWidth.assumeNotEmulated();
    return Backends.open("cpu", 2);
  }
}
