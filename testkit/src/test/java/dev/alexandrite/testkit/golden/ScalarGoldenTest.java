package dev.alexandrite.testkit.golden;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.Backends;

/** The reference against the numbers of others. */
final class ScalarGoldenTest extends GoldenContract {
  @Override
  protected Backend backend() {
    return Backends.reference();
  }
}
