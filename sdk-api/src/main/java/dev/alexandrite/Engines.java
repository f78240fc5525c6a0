package dev.alexandrite;

import java.util.ServiceLoader;

/**
 * Finds the engine. Each package of the api has a door of its own to it, an interface that the
 * engine provides; an application goes through the types beside the door.
 */
public final class Engines {
  private Engines() {}

  /**
   * The engine behind a door, as the api's own class loader sees it.
   *
   * @param <E> the door's type
   * @param door the interface, one of those that this module uses
   * @return the engine
   * @throws BackendException if there is none; the message quotes the dependency to add
   */
  public static <E> E load(Class<E> door) {
    return load(door, apiLoader());
  }

  /**
   * The engine behind a door, as a class loader sees it.
   *
   * @param <E> the door's type
   * @param door the interface, one of those that this module uses
   * @param loader where to look
   * @return the engine
   * @throws BackendException if there is none; the message quotes the dependency to add
   */
  public static <E> E load(Class<E> door, ClassLoader loader) {
    return ServiceLoader.load(door, loader)
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
