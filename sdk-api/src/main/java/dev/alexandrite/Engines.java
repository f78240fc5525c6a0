package dev.alexandrite;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Finds the engine. Each package of the api has a door of its own to it, an interface that the
 * engine provides; an application goes through the types beside the door.
 */
public final class Engines {
  /** Entries that fail before nobody goes on looking. */
  private static final int MOST_BROKEN = 100;

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
    List<String> broken = new ArrayList<>();
    Iterator<ServiceLoader.Provider<E>> found =
        ServiceLoader.load(door, loader).stream().iterator();
    while (broken.size() < MOST_BROKEN) {
      try {
        if (!found.hasNext()) {
          break;
        }
        return found.next().get();
      } catch (ServiceConfigurationError | LinkageError e) {
        broken.add(e.toString()); // another jar's entry, or a jar that is not whole: the next one
      }
    }
    throw new BackendException(
        "no Alexandrite engine was found by "
            + loader
            + "; add dev.alexandrite:alexandrite-core at run-time scope (it comes with"
            + " dev.alexandrite:alexandrite-cpu). In a jar made of several, their META-INF/services"
            + " have to be merged"
            + (broken.isEmpty() ? "" : "; entries that failed: " + broken));
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
