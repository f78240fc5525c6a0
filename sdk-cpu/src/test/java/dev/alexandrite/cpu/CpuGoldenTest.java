package dev.alexandrite.cpu;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.testkit.golden.GoldenContract;

/** The CPU backend against the numbers of others. */
final class CpuGoldenTest extends GoldenContract {
  @Override
  protected Backend backend() {
    return Backends.open("cpu", 2);
  }
}
