package dev.alexandrite.cuda;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.BackendContract;
import org.junit.jupiter.api.condition.EnabledIf;

/** The ND4J backend on a GPU against the reference. */
@EnabledIf(value = "dev.alexandrite.cuda.Cuda#isUsable", disabledReason = Cuda.UNUSABLE)
final class CudaBackendContractTest extends BackendContract {
  @Override
  protected Backend backend(int threads) {
    return Cuda.open();
  }
}
