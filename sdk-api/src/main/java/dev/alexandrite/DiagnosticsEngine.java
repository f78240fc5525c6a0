package dev.alexandrite;

/** The engine behind {@link Alexandrite#diagnostics()}. */
public interface DiagnosticsEngine {
  /**
   * Versions, Java, processors, heap, and every backend with its state.
   *
   * @param classLoader where backends are looked for
   * @return several lines of text
   */
  String diagnostics(ClassLoader classLoader);
}
