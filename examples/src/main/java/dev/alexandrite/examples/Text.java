package dev.alexandrite.examples;

import java.util.Locale;

/** Lines that read the same under every locale. */
final class Text {
  private Text() {}

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
