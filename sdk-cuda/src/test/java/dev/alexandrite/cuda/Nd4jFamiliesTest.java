package dev.alexandrite.cuda;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.families.FamilyContract;
import java.util.List;

/**
 * Families of networks on the ND4J backend on processors. Those with depthwise convolutions agree,
 * too, but take minutes: there each channel is an operator call of its own.
 */
final class Nd4jFamiliesTest extends FamilyContract {
  @Override
  protected Backend backend() {
    return Nd4jNative.open(2);
  }

  @Override
  protected List<String> presets() {
    return List.of("resnet18", "squeezenet11");
  }
}
