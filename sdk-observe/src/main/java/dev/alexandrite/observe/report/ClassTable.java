package dev.alexandrite.observe.report;

import dev.alexandrite.evaluate.ConfusionMatrix;
import dev.alexandrite.observe.html.Figures;
import dev.alexandrite.observe.markup.Markup;
import java.util.stream.IntStream;

/** Precision, recall and F1 of each class; of very many, the ones that are recognised worst. */
final class ClassTable {
  private static final int MOST = 100;

  private ClassTable() {}

  static String of(ConfusionMatrix matrix) {
    int classes = matrix.classNames().size();
    int[] images = new int[classes];
    matrix.cells().forEach(cell -> images[cell.actual()] += cell.count());
    StringBuilder html = new StringBuilder();
    if (classes > MOST) {
      html.append("<p class=\"note\">The ")
          .append(MOST)
          .append(" of ")
          .append(classes)
          .append(" classes with the lowest F1.</p>");
    }
    html.append(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Classes\">"
            + "<table><thead><tr><th scope=\"col\">Class</th>"
            + "<th scope=\"col\">Images</th><th scope=\"col\">Precision</th>"
            + "<th scope=\"col\">Recall</th><th scope=\"col\">F1</th></tr></thead><tbody>");
    IntStream shown = IntStream.range(0, classes);
    if (classes > MOST) {
      shown =
          shown
              .boxed()
              .sorted((one, other) -> Double.compare(matrix.f1(one), matrix.f1(other)))
              .limit(MOST)
              .mapToInt(Integer::intValue);
    }
    shown.forEach(
        label ->
            row(
                html,
                Markup.escape(matrix.classNames().get(label)),
                images[label],
                matrix.precision(label),
                matrix.recall(label),
                matrix.f1(label)));
    row(
        html,
        "<b>mean of the classes</b>",
        IntStream.of(images).sum(),
        matrix.macroPrecision(),
        matrix.macroRecall(),
        matrix.macroF1());
    return html.append("</tbody></table></div>").toString();
  }

  private static void row(
      StringBuilder html, String name, int images, double precision, double recall, double f1) {
    html.append("<tr><th scope=\"row\">").append(name).append("</th><td>").append(images);
    for (double share : new double[] {precision, recall, f1}) {
      html.append("</td><td>").append(Figures.percent(share));
    }
    html.append("</td></tr>");
  }
}
