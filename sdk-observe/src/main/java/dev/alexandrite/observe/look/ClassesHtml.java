package dev.alexandrite.observe.look;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.observe.html.Figures;
import dev.alexandrite.observe.markup.Markup;
import dev.alexandrite.train.TrainingBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the images are, in sections of a page. */
final class ClassesHtml {
  private static final int SHOWN_OF_CLASS = 5;
  private static final int MOST_CLASSES = 30;

  private ClassesHtml() {}

  static String classes(DataFindings findings) {
    boolean both = findings.parts().size() > 1;
    List<String> rows = new ArrayList<>();
    for (ClassCount count : findings.classes()) {
      String training = Figures.count(count.training());
      rows.add(
          both
              ? Pieces.row(count.name(), training, Figures.count(count.validation()))
              : Pieces.row(count.name(), training));
    }
    List<String> titles =
        both ? List.of("class", "training", "validation") : List.of("class", "training");
    return Pieces.table("Images of each class", titles, rows)
        + images(findings.data(Part.TRAINING));
  }

  /** Some images of each class, evenly spaced over those of the class. */
  private static String images(Dataset data) {
    List<List<Integer>> classes = ClassImages.of(data);
    StringBuilder html = new StringBuilder("<div class=\"rows\">");
    for (int label = 0; label < Math.min(MOST_CLASSES, classes.size()); label++) {
      html.append("<div><h3>")
          .append(Markup.escape(data.classNames().get(label)))
          .append("</h3><ul class=\"strip\">");
      for (int index : ClassImages.spaced(classes.get(label), SHOWN_OF_CLASS)) {
        html.append(image(data, index));
      }
      html.append("</ul></div>");
    }
    return html.append("</div>").append(Pieces.more(classes.size() - MOST_CLASSES)).toString();
  }

  private static String image(Dataset data, int index) {
    try {
      return Pieces.thumbnail(data.image(index), "", data.name(index));
    } catch (DataException unreadable) { // which is said in its own section
      return "<li>" + Markup.escape(data.name(index)) + ": it cannot be read</li>";
    }
  }

  static String batch(TrainingBatch batch) {
    StringBuilder html =
        new StringBuilder("<p>")
            .append(Markup.escape(batch.toString()))
            .append(", as the network gets it, before the normalisation.</p><ul class=\"strip\">");
    for (TrainingBatch.Row row : Pieces.first(batch.rows(), Pieces.MOST_ROWS)) {
      html.append(Pieces.thumbnail(row.picture(), row.className(), row.name()));
    }
    return html.append("</ul>")
        .append(Pieces.more(batch.rows().size() - Pieces.MOST_ROWS))
        .toString();
  }

  static String sizes(DataFindings findings) {
    List<String> rows = new ArrayList<>();
    for (PartFindings part : findings.parts()) {
      rows.add(Pieces.row(part.part() + ", width", cells(part.width(), "%.0f")));
      rows.add(Pieces.row(part.part() + ", height", cells(part.height(), "%.0f")));
      rows.add(Pieces.row(part.part() + ", width : height", cells(part.aspect(), "%.2f")));
    }
    return Pieces.table("Sizes in pixels", List.of("", "least", "median", "most"), rows);
  }

  private static String[] cells(Spread spread, String format) {
    return new String[] {
      String.format(Locale.ROOT, format, spread.least()),
      String.format(Locale.ROOT, format, spread.median()),
      String.format(Locale.ROOT, format, spread.most())
    };
  }
}
