package dev.alexandrite.cli;

import java.util.Locale;

/** Text that reads the same under every locale. */
final class Text {
  private Text() {}

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** As options and their values are written: lower case, words joined by a hyphen. */
  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
