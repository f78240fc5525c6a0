package dev.alexandrite.testkit;

import dev.alexandrite.spi.Backend;

/** The reference keeps its own contract: same bits, in place, refusals. */
final class ScalarBackendContractTest extends BackendContract {
  @Override
  protected Backend backend(int threads) {
    return Backends.open("scalar", threads);
  }
}
