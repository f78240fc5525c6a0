package dev.alexandrite.core;

import dev.alexandrite.DiagnosticsEngine;

/** Answers what a bug report needs. */
public final class CoreDiagnosticsEngine implements DiagnosticsEngine {
  /** Does nothing, as the service loader expects. */
  public CoreDiagnosticsEngine() {}

  @Override
  public String diagnostics(ClassLoader classLoader) {
    return Diagnostics.report(classLoader);
  }
}
