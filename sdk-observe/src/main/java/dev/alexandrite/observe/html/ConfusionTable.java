package dev.alexandrite.observe.html;

import dev.alexandrite.evaluate.ConfusionMatrix;
import dev.alexandrite.observe.markup.Markup;
import java.util.Comparator;
import java.util.List;

/** The confusion matrix: of few classes the whole table, and the pairs that are confused most. */
public final class ConfusionTable {
  /** With more classes, nobody finds a number in the table. */
  private static final int MOST_CLASSES = 25;

  private static final int MOST_PAIRS = 12;

  /** The depths of colour that the style knows. */
  private static final int SHADES = 9;

  private ConfusionTable() {}

  /**
   * Draws it.
   *
   * @param matrix the counts
   * @return HTML without a heading
   */
  public static String of(ConfusionMatrix matrix) {
    StringBuilder html = new StringBuilder();
    if (matrix.classNames().size() <= MOST_CLASSES) {
      table(html, matrix);
    } else {
      html.append("<p class=\"note\">")
          .append(matrix.classNames().size())
          .append(" classes, too many for a table; these are the pairs confused most.</p>");
    }
    pairs(html, matrix);
    return html.toString();
  }

  private static void table(StringBuilder html, ConfusionMatrix matrix) {
    List<String> names = matrix.classNames();
    html.append(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Confusion matrix\">")
        .append("<table class=\"confusion\"><caption>Rows are true classes, columns predicted")
        .append(" ones, by number.</caption><thead><tr><th scope=\"col\">True class</th>");
    for (int label = 0; label < names.size(); label++) {
      html.append("<th scope=\"col\"><abbr title=\"")
          .append(Markup.escape(names.get(label)))
          .append("\">")
          .append(label + 1)
          .append("</abbr></th>");
    }
    html.append("</tr></thead><tbody>");
    for (int actual = 0; actual < names.size(); actual++) {
      html.append("<tr><th scope=\"row\">")
          .append(actual + 1)
          .append(" <span class=\"name\">")
          .append(Markup.escape(names.get(actual)))
          .append("</span></th>");
      int total = 0;
      for (int predicted = 0; predicted < names.size(); predicted++) {
        total += matrix.count(actual, predicted);
      }
      for (int predicted = 0; predicted < names.size(); predicted++) {
        cell(html, matrix.count(actual, predicted), total, actual == predicted);
      }
      html.append("</tr>");
    }
    html.append("</tbody></table></div>");
  }

  private static void cell(StringBuilder html, int count, int total, boolean right) {
    int shade = total == 0 ? 0 : Math.ceilDiv(SHADES * count, total);
    html.append("<td class=\"")
        .append(right ? 'r' : 'w')
        .append(shade)
        .append("\">")
        .append(count)
        .append("</td>");
  }

  private static void pairs(StringBuilder html, ConfusionMatrix matrix) {
    List<ConfusionMatrix.Cell> wrong =
        matrix.cells().stream()
            .filter(cell -> cell.actual() != cell.predicted())
            .sorted(Comparator.comparingInt(ConfusionMatrix.Cell::count).reversed())
            .limit(MOST_PAIRS)
            .toList();
    if (wrong.isEmpty()) {
      html.append("<p>Nothing was confused.</p>");
      return;
    }
    html.append("<details><summary>The pairs confused most</summary><ul>");
    for (ConfusionMatrix.Cell cell : wrong) {
      html.append("<li>")
          .append(Markup.escape(matrix.classNames().get(cell.actual())))
          .append(" taken for ")
          .append(Markup.escape(matrix.classNames().get(cell.predicted())))
          .append(": ")
          .append(cell.count())
          .append("</li>");
    }
    html.append("</ul></details>");
  }
}
