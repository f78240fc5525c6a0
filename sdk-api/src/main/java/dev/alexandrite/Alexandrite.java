package dev.alexandrite;

/** Facts about this installation. */
public final class Alexandrite {
  private Alexandrite() {}

  /**
   * The version of the SDK.
   *
   * @return such as {@code 0.1.0}; of a snapshot with the commit that was checked out when it was
   *     built, if there was one, such as {@code 0.1.0-SNAPSHOT+1c30cbfe}; {@code development} where
   *     something else than Maven has compiled it
   */
  public static String version() {
    return Version.CURRENT;
  }

  /**
   * What a bug report needs: versions, Java, operating system, processors, heap, class or module
   * path, and every backend with its state: the version of its plans, or the remedy. Each available
   * backend is created for it and closed.
   *
   * @return several lines of text
   */
  public static String diagnostics() {
    return diagnostics(Engines.apiLoader());
  }

  /**
   * The same for backends that another class loader sees.
   *
   * @param classLoader where the engine and backends are looked for
   * @return several lines of text
   */
  public static String diagnostics(ClassLoader classLoader) {
    return Engines.load(DiagnosticsEngine.class, classLoader).diagnostics(classLoader);
  }
}
