package dev.alexandrite.benchmarks;

import java.util.Locale;

/** Report lines that read the same under every locale. */
final class Text {
  private Text() {}

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
