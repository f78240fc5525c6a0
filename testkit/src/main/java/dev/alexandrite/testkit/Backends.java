package dev.alexandrite.testkit;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import java.util.List;
import java.util.ServiceLoader;

/** Finds backends by name, as an application would. */
public final class Backends {
  private Backends() {}

  /**
   * The scalar reference.
   *
   * @return a new backend, closed by the caller
   */
  public static Backend reference() {
    return open("scalar", 1);
  }

  /**
   * Creates a backend.
   *
   * @param name the provider's name, such as {@code cpu}
   * @param threads how many threads compute
   * @return a new backend, closed by the caller
   * @throws IllegalStateException if no provider has that name
   */
  public static Backend open(String name, int threads) {
    List<BackendProvider> providers =
        ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return providers.stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no backend "
                        + name
                        + " among "
                        + providers.stream().map(BackendProvider::name).toList()
                        + "; add its artifact to the class path of the tests"))
        .create(new BackendOptions(threads));
  }
}
