package dev.alexandrite.testkit.composites;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.Backends;

class ScalarCompositesTest extends CompositeContract {
  @Override
  protected Backend backend() {
    return Backends.reference();
  }
}
