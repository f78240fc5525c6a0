package dev.alexandrite.core.data;

import java.util.ArrayList;
import java.util.List;

/** One line of a CSV file: fields between commas, in double quotes or not (RFC 4180, section 2). */
final class CsvLine {
  private static final char QUOTE = '"';

  private final String text;
  private int at;

  private CsvLine(String text) {
    this.text = text;
  }

  /**
   * The fields of a line, without blanks around them.
   *
   * @throws IllegalArgumentException if a quote is not closed, or something follows it
   */
  static List<String> fields(String text) {
    CsvLine line = new CsvLine(text);
    List<String> fields = new ArrayList<>();
    fields.add(line.field());
    while (line.at < text.length()) {
      line.at++; // the comma
      fields.add(line.field());
    }
    return List.copyOf(fields);
  }

  private String field() {
    skipBlanks();
    if (at == text.length() || text.charAt(at) != QUOTE) {
      int comma = text.indexOf(',', at);
      int end = comma < 0 ? text.length() : comma;
      String plain = text.substring(at, end).strip();
      at = end;
      return plain;
    }
    String quoted = quoted();
    skipBlanks();
    if (at < text.length() && text.charAt(at) != ',') {
      throw new IllegalArgumentException("a comma is missing behind a field in double quotes");
    }
    return quoted;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private String quoted() {
    StringBuilder field = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char letter = text.charAt(at);
      if (letter != QUOTE) {
        field.append(letter);
      } else if (at + 1 < text.length() && text.charAt(at + 1) == QUOTE) {
        field.append(QUOTE);
        at++;
      } else {
        at++;
        return field.toString();
      }
    }
    throw new IllegalArgumentException("a field begins with a double quote that is not closed");
  }
}
