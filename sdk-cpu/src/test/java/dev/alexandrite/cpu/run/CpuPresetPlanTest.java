package dev.alexandrite.cpu.run;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.testkit.PresetPlanContract;

/** Every layer of every preset on the backend {@code cpu}. */
final class CpuPresetPlanTest extends PresetPlanContract {
  @Override
  protected Backend backend() {
    return Backends.open("cpu", 2);
  }
}
