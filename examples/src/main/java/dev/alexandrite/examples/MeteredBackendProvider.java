package dev.alexandrite.examples;

import dev.alexandrite.BackendException;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Probe;
import java.util.Comparator;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Offers {@link MeteredBackend}. Public with a public constructor, as {@link ServiceLoader} asks.
 */
public final class MeteredBackendProvider implements BackendProvider {
  static final String NAME = "metered";

  /** Creates the provider; does nothing else. */
  public MeteredBackendProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  /** Below every other, so that it is used only where it is asked for. */
  @Override
  public int rank() {
    return -1;
  }

  @Override
  public Probe probe() {
    return best()
        .<Probe>map(provider -> new Probe.Available("over " + provider.name()))
        .orElseGet(
            () ->
                new Probe.Unavailable(
                    "there is no backend to measure", "add dev.alexandrite:alexandrite-cpu"));
  }

  @Override
  public Backend create(BackendOptions options) {
    BackendProvider measured =
        best().orElseThrow(() -> new BackendException("metered: there is no backend to measure"));
    return new MeteredBackend(measured.create(options), System.out);
  }

  private static Optional<BackendProvider> best() {
    return ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> !provider.name().equals(NAME))
        .filter(provider -> provider.probe() instanceof Probe.Available)
        .max(Comparator.comparingInt(BackendProvider::rank));
  }
}
