package dev.alexandrite.core.reference;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Probe;

/** Offers the scalar reference backend, which runs wherever Java runs. */
public final class ScalarBackendProvider implements BackendProvider {
  /** Does nothing, as the service loader expects. */
  public ScalarBackendProvider() {}

  @Override
  public String name() {
    return ScalarBackend.NAME;
  }

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public Probe probe() {
    return new Probe.Available("plain Java on one thread");
  }

  @Override
  public Backend create(BackendOptions options) {
    return new ScalarBackend();
  }
}
