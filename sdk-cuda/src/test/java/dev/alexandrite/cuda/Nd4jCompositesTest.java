package dev.alexandrite.cuda;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.composites.CompositeContract;

/** Composed layers on ND4J on processors. */
final class Nd4jCompositesTest extends CompositeContract {
  @Override
  protected Backend backend() {
    return Nd4jNative.open(2);
  }
}
