package dev.alexandrite.cpu;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.testkit.families.FamilyContract;

/** The families of networks on the CPU backend. */
final class CpuFamiliesTest extends FamilyContract {
  @Override
  protected Backend backend() {
    return Backends.open("cpu", 2);
  }
}
