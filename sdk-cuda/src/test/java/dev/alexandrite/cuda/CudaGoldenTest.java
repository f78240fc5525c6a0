package dev.alexandrite.cuda;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.golden.GoldenContract;
import org.junit.jupiter.api.condition.EnabledIf;

/** The ND4J backend on a GPU against the numbers of others. */
@EnabledIf(value = "dev.alexandrite.cuda.Cuda#isUsable", disabledReason = Cuda.UNUSABLE)
final class CudaGoldenTest extends GoldenContract {
  @Override
  protected Backend backend() {
    return Cuda.open();
  }
}
