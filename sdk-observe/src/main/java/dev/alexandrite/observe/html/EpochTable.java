package dev.alexandrite.observe.html;

import dev.alexandrite.observe.runs.EpochPoint;
import dev.alexandrite.observe.runs.RunCurves;
import java.util.List;
import java.util.Optional;

/** The numbers of epochs as a table, the last one first. */
public final class EpochTable {
  private static final String TOP_5 = "Top-5";
  private static final List<String> TITLES =
      List.of(
          "Epoch",
          "Step",
          "Training loss",
          "Validation loss",
          "Top-1",
          TOP_5,
          "Learning rate",
          "Images a second",
          "Waiting");

  private EpochTable() {}

  /**
   * Writes the table.
   *
   * @param run the run, of whose epochs the last ones are kept
   * @return HTML without a heading
   */
  public static String of(RunCurves run) {
    return of(run, Optional.empty());
  }

  /**
   * Writes the table with one epoch marked.
   *
   * @param run the run, of whose epochs the last ones are kept
   * @param judged the epoch that the page is about
   * @return HTML without a heading
   */
  public static String of(RunCurves run, Optional<EpochPoint> judged) {
    StringBuilder html =
        new StringBuilder(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Epochs\">"
                + "<table><thead><tr>");
    TITLES.stream()
        .filter(title -> run.ranks() || !title.equals(TOP_5))
        .forEach(title -> html.append("<th scope=\"col\">").append(title).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (EpochPoint epoch : run.lastEpochs().reversed()) {
      boolean marked = judged.isPresent() && judged.get().epoch() == epoch.epoch();
      html.append(marked ? "<tr class=\"judged\">" : "<tr>")
          .append("<th scope=\"row\">")
          .append(epoch.epoch() + 1)
          .append(marked ? " <b>this one</b>" : "")
          .append("</th>");
      cell(html, Figures.count(epoch.step()));
      cell(html, Figures.decimal(epoch.trainLoss()));
      cell(html, Figures.decimal(epoch.validationLoss()));
      cell(html, Figures.percent(epoch.top1()));
      if (run.ranks()) {
        cell(html, Figures.percent(epoch.top5()));
      }
      cell(html, Figures.rate(epoch.learningRate()));
      cell(html, Figures.count(epoch.imagesPerSecond()));
      cell(html, Figures.percent(epoch.waitShare()));
      html.append("</tr>");
    }
    return html.append("</tbody></table></div>").toString();
  }

  private static void cell(StringBuilder html, String text) {
    html.append("<td>").append(text).append("</td>");
  }
}
