package dev.alexandrite.docs.site;

import java.util.List;
import java.util.stream.Collectors;

/** What the search looks through: a script, since a page opened from a disk may not fetch data. */
final class SearchIndex {
  private SearchIndex() {}

  static String of(List<Page> pages) {
    return pages.stream()
        .flatMap(
            page ->
                page.sections().stream()
                    .map(
                        section ->
                            "["
                                + String.join(
                                    ",",
                                    quoted(page.address()),
                                    quoted(section.id()),
                                    quoted(page.title()),
                                    quoted(section.heading()),
                                    quoted(section.text()))
                                + "]"))
        .collect(Collectors.joining(",\n", "window.searchIndex = [\n", "\n];\n"));
  }

  /** A string of JavaScript that no text can end, nor a script element. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029') {
        out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
