package dev.alexandrite.cuda;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.BackendContract;

/** The ND4J backend on processors against the reference. */
final class Nd4jBackendContractTest extends BackendContract {
  @Override
  protected Backend backend(int threads) {
    return Nd4jNative.open(threads);
  }
}
