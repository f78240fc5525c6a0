package dev.alexandrite.cuda;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.PresetPlanContract;

/** Every layer of every preset on ND4J. */
final class Nd4jPresetPlanTest extends PresetPlanContract {
  @Override
  protected Backend backend() {
    return Nd4jNative.open(2);
  }
}
