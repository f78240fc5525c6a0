package dev.alexandrite.cli;

import java.nio.file.Path;
import java.util.Locale;

/** Text that reads the same under every locale. */
final class Text {
  private Text() {}

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** The name of a file, to tell its kind by. */
  static String lower(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  /** As options and their values are written: lower case, words joined by a hyphen. */
  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
