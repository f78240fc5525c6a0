package dev.alexandrite.observe.markup;

import java.util.Locale;

/** The text of one SVG drawing, written element by element from back to front. Not thread-safe. */
public final class Svg {
  /** The style of a drawing in a file of its own; one on a page has the colours of the page. */
  public static final String FILE_STYLE =
      "svg{color:#222;background:#fff}"
          + "@media(prefers-color-scheme:dark){svg{color:#ddd;background:#161616}}";

  private final StringBuilder text = new StringBuilder();

  private Svg(String extent, String title) {
    String name = Markup.escape(title);
    text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" ")
        .append(extent)
        .append("\" role=\"img\" aria-label=\"")
        .append(name)
        .append("\" font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"currentColor\">")
        .append("<title>")
        .append(name)
        .append("</title>");
  }

  /**
   * A drawing that takes the width of what holds it.
   *
   * @param width its own units
   * @param height the same
   * @param title what a screen reader says
   * @return the drawing, empty
   */
  public static Svg wide(int width, int height, String title) {
    return new Svg("viewBox=\"0 0 " + width + " " + height, title);
  }

  /**
   * A drawing of so many pixels.
   *
   * @param width pixels
   * @param height pixels
   * @param title what a screen reader says
   * @return the drawing, empty
   */
  public static Svg sized(int width, int height, String title) {
    return new Svg(
        String.format(
            Locale.ROOT,
            "width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d",
            width,
            height,
            width,
            height),
        title);
  }

  /**
   * Adds a style.
   *
   * @param rules CSS; nothing is added if it is empty
   */
  public void style(String rules) {
    if (!rules.isEmpty()) {
      add("<style>" + rules + "</style>");
    }
  }

  /**
   * Adds elements as they are.
   *
   * @param markup whole elements, or their beginnings or ends
   * @return this
   */
  public Svg add(String markup) {
    text.append(markup);
    return this;
  }

  /**
   * Adds words.
   *
   * @param x where their anchor is
   * @param y where their base line is
   * @param anchor {@code start}, {@code middle} or {@code end}
   * @param words any text
   * @param more attributes, each with a space in front
   */
  public void text(double x, double y, String anchor, String words, String more) {
    text.append("<text x=\"")
        .append(Markup.coordinate(x))
        .append("\" y=\"")
        .append(Markup.coordinate(y))
        .append("\" text-anchor=\"")
        .append(anchor)
        .append('"')
        .append(more)
        .append('>')
        .append(Markup.escape(words))
        .append("</text>");
  }

  /**
   * Adds words that are read from below, as beside a vertical axis.
   *
   * @param x where their base line is
   * @param y where their middle is
   * @param words any text
   */
  public void rising(int x, int y, String words) {
    text.append("<text transform=\"translate(")
        .append(x)
        .append(' ')
        .append(y)
        .append(") rotate(-90)\" text-anchor=\"middle\">")
        .append(Markup.escape(words))
        .append("</text>");
  }

  /** The whole drawing. */
  @Override
  public String toString() {
    return text + "</svg>";
  }
}
