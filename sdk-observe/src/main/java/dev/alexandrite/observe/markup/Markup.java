package dev.alexandrite.observe.markup;

/** Text and numbers in HTML and SVG. */
public final class Markup {
  private Markup() {}

  /**
   * Text as it may stand between tags and in quoted attributes: names of classes, files and layers
   * are other people's.
   *
   * @param text any text
   * @return the same, with {@code & < > " '} as references and control characters as {@code �}
   */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(allowed(point) ? point : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  /**
   * What XML 1.0 has, less the controls that turn the direction of writing.
   *
   * @param point a code point
   * @return whether it may stand in a text
   */
  public static boolean allowed(int point) {
    return switch (point) {
      case '\t', '\n' -> true;
      default ->
          point >= 0x20
              && (point < 0x7F || point > 0x9F)
              && (point < 0x202A || point > 0x202E)
              && (point < 0x2066 || point > 0x2069)
              && (point < 0xD800 || point > 0xDFFF)
              && point != 0xFFFE
              && point != 0xFFFF;
    };
  }

  /**
   * A coordinate, with two digits after the point at most.
   *
   * @param value finite
   * @return such as {@code 12.5}
   */
  public static String coordinate(double value) {
    // A chart has thousands, so this does without a format.
    long hundredths = Math.round(Math.abs(value) * 100);
    long rest = hundredths % 100;
    String whole = (value < 0 && hundredths > 0 ? "-" : "") + hundredths / 100;
    if (rest == 0) {
      return whole;
    }
    return rest % 10 == 0 ? whole + "." + rest / 10 : whole + (rest < 10 ? ".0" : ".") + rest;
  }
}
