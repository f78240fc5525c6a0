package dev.alexandrite.cuda;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.golden.GoldenContract;

/** The ND4J backend on processors against the numbers of others. */
final class Nd4jGoldenTest extends GoldenContract {
  @Override
  protected Backend backend() {
    return Nd4jNative.open(2);
  }
}
