package dev.alexandrite.testkit.families;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.Backends;
import java.util.List;

/** The smallest of them, since the reference is slow. */
class ScalarFamiliesTest extends FamilyContract {
  @Override
  protected Backend backend() {
    return Backends.reference();
  }

  @Override
  protected List<String> presets() {
    return List.of("squeezenet11", "mobilenetV2");
  }
}
