package dev.alexandrite;

import java.util.Locale;

/**
 * Makes text from outside, such as the name of a file, a class or a tensor, safe to show in a log,
 * on a terminal or in a message: what could end the line, move the cursor or turn the direction of
 * the writing becomes visible as an escape, {@code \n} or <code>\</code>{@code u202e}.
 *
 * <p>The message of every {@link AlexandriteException} has gone through here; what an application
 * prints itself has not.
 */
public final class SafeText {
  private static final int MAX_NAME = 300;
  private static final int MAX_MESSAGE = 8000;

  private SafeText() {}

  /**
   * A name or another short piece of text, on one line.
   *
   * @param text what came from outside, written by {@link Object#toString()}
   * @return the same text if there is nothing harmful in it, cut after 300 characters
   */
  public static String of(Object text) {
    return escaped(text.toString(), MAX_NAME, false);
  }

  /**
   * A whole message. Line breaks stay only in front of an indented line, as in a list of reasons:
   * nobody takes such a line for an entry of its own.
   *
   * @param text the message
   * @return the same text if there is nothing harmful in it, cut after 8000 characters
   */
  public static String message(String text) {
    return escaped(text, MAX_MESSAGE, true);
  }

  private static String escaped(String text, int most, boolean indentedLines) {
    int harmless = 0;
    int end = Math.min(text.length(), most);
    while (harmless < end && !isHarmful(text, harmless, indentedLines)) {
      harmless++;
    }
    if (harmless == text.length()) {
      return text;
    }
    var safe = new StringBuilder(text.length() + 16).append(text, 0, harmless);
    for (int at = harmless; at < end; at++) {
      if (isHarmful(text, at, indentedLines)) {
        append(safe, text.charAt(at));
      } else {
        safe.append(text.charAt(at));
      }
    }
    if (end < text.length()) {
      safe.append(String.format(Locale.ROOT, "… (%d characters)", text.length()));
    }
    return safe.toString();
  }

  private static boolean isHarmful(String text, int at, boolean indentedLines) {
    char c = text.charAt(at);
    if (c >= ' ' && c < 0x7F) {
      return false;
    }
    if (c == '\n' && indentedLines) {
      return !text.startsWith("  ", at + 1);
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.SURROGATE -> !isPaired(text, at);
      case Character.FORMAT -> turnsDirection(c);
      default -> false;
    };
  }

  private static boolean isPaired(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** The marks, embeddings, overrides and isolates of the Unicode bidirectional algorithm. */
  private static boolean turnsDirection(char c) {
    return c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static void append(StringBuilder safe, char c) {
    switch (c) {
      case '\n' -> safe.append("\\n");
      case '\r' -> safe.append("\\r");
      case '\t' -> safe.append("\\t");
      default -> safe.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
  }
}
