package dev.alexandrite.core.plan;

import dev.alexandrite.core.reference.ScalarBackendProvider;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** The rewritten gradient of random graphs against central differences of their loss. */
class RandomGraphGradientTest {
  private static final double STEP = 5e-3;

  @Property(tries = 60)
  void gradientEqualsCentralDifference(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    assertGradients(RandomNetworks.network(seed), seed);
  }

  @Property(tries = 60)
  void gradientOfGeneralOperatorsEqualsCentralDifference(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    assertGradients(RandomNetworks.generalNetwork(seed), seed);
  }

  private static void assertGradients(Network network, long seed) {
    Random random = new Random(seed);
    try (Backend backend = new ScalarBackendProvider().create(new BackendOptions(1))) {
      GraphLoss loss = new GraphLoss(backend, network, random);
      for (ParameterSpec parameter : network.parameters()) {
        loss.assertGradient(network, parameter, random, STEP);
      }
    }
  }
}
