package dev.alexandrite.spi;

import dev.alexandrite.BackendException;
import java.util.ServiceLoader;

/** Finds the engine. */
public final class Engines {
  private Engines() {}

  /**
   * The engine that the api's own class loader sees.
   *
   * @return the engine
   * @throws BackendException if there is none; the message quotes the dependency to add
   */
  public static EngineProvider load() {
    return load(apiLoader());
  }

  /**
   * The engine that a class loader sees.
   *
   * @param loader where to look
   * @return the engine
   * @throws BackendException if there is none; the message quotes the dependency to add
   */
  public static EngineProvider load(ClassLoader loader) {
    return ServiceLoader.load(EngineProvider.class, loader)
        .findFirst()
        .orElseThrow(
            () ->
                new BackendException(
                    "no Alexandrite engine was found by "
                        + loader
                        + "; add dev.alexandrite:alexandrite-core at run-time scope (it comes with"
                        + " dev.alexandrite:alexandrite-cpu)"));
  }

  /**
   * Where engines and backends are looked for by default: the loader that loaded the api, never the
   * thread's.
   *
   * @return the api's class loader
   */
  public static ClassLoader apiLoader() {
    ClassLoader own = Engines.class.getClassLoader();
    return own == null ? ClassLoader.getSystemClassLoader() : own;
  }
}
