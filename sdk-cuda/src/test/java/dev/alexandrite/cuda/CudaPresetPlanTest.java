package dev.alexandrite.cuda;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.PresetPlanContract;
import org.junit.jupiter.api.condition.EnabledIf;

/** Every layer of every preset on a GPU. */
@EnabledIf(value = "dev.alexandrite.cuda.Cuda#isUsable", disabledReason = Cuda.UNUSABLE)
final class CudaPresetPlanTest extends PresetPlanContract {
  @Override
  protected Backend backend() {
    return Cuda.open();
  }
}
