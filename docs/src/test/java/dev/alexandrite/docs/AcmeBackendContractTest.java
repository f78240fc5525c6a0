package dev.alexandrite.docs;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.BackendContract;

// snippet: contract
final class AcmeBackendContractTest extends BackendContract {
  @Override
  protected Backend backend(int threads) {
    return new AcmeBackend(threads);
  }
}
// end
