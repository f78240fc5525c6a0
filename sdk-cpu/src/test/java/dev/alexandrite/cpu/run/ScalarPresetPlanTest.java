package dev.alexandrite.cpu.run;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.testkit.PresetPlanContract;

/** Every layer of every preset on the backend {@code scalar}. */
final class ScalarPresetPlanTest extends PresetPlanContract {
  @Override
  protected Backend backend() {
    return Backends.open("scalar", 2);
  }
}
