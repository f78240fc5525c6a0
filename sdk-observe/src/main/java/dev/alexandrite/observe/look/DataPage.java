package dev.alexandrite.observe.look;

import dev.alexandrite.Alexandrite;
import dev.alexandrite.observe.html.Asset;
import dev.alexandrite.observe.html.Figures;
import dev.alexandrite.observe.html.Template;
import dev.alexandrite.observe.markup.Markup;
import dev.alexandrite.observe.picture.Pictures;
import dev.alexandrite.train.TrainingBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Findings as one HTML page that needs no other file and no network, see {@link
 * DataFindings#page()}. Immutable.
 */
public final class DataPage {
  private static final Template PAGE = Template.read("report.html");
  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src "
          + Asset.STYLE.source()
          + "; base-uri 'none'; form-action 'none'";

  private final DataFindings findings;
  private final String title;
  private final Optional<TrainingBatch> batch;

  private DataPage(DataFindings findings, String title, Optional<TrainingBatch> batch) {
    this.findings = findings;
    this.title = title;
    this.batch = batch;
  }

  static DataPage of(DataFindings findings) {
    return new DataPage(findings, "Data", Optional.empty());
  }

  /**
   * The page under another title than "Data".
   *
   * @param text the title
   * @return a changed copy
   */
  public DataPage title(String text) {
    return new DataPage(findings, text, batch);
  }

  /**
   * The page with a batch as the network gets it, of which the first 64 images are shown.
   *
   * @param augmented the batch, of {@link dev.alexandrite.train.Trainer#preview}
   * @return a changed copy
   */
  public DataPage batch(TrainingBatch augmented) {
    return new DataPage(findings, title, Optional.of(augmented));
  }

  /**
   * Writes the page. Images that are shown are read again; one that cannot be any more is left out
   * of it.
   *
   * @return the text of an HTML file
   */
  public String html() {
    Sections sections = new Sections();
    FindingsHtml.write(findings, sections);
    sections.add("classes", "Classes", ClassesHtml.classes(findings));
    batch.ifPresent(it -> sections.add("batch", "A batch", ClassesHtml.batch(it)));
    sections.add("sizes", "Sizes", ClassesHtml.sizes(findings));
    return PAGE.fill(
        Map.of(
            "policy", POLICY,
            "title", Markup.escape(title),
            "subtitle", Markup.escape(subtitle()),
            "style", Asset.STYLE.text(),
            "tiles", tiles(),
            "links", sections.links(),
            "sections", sections.html(),
            "release", Markup.escape(Alexandrite.version())));
  }

  /**
   * Writes the page to a file, whole or not at all.
   *
   * @param file where; a file of that name is replaced, folders are made
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Pictures.write(html().getBytes(StandardCharsets.UTF_8), file);
  }

  private String subtitle() {
    return "Near-duplicates differ in up to "
        + findings.near()
        + " of 64 bits of a perceptual hash and agree in their grey cells; mirror images "
        + (findings.mirrored() ? "count, too." : "do not count.");
  }

  private String tiles() {
    StringBuilder html = new StringBuilder("<dl class=\"tiles\">");
    for (PartFindings part : findings.parts()) {
      String name = part.part() == Part.TRAINING ? "Training" : "Validation";
      tile(html, name, part.images(), "image");
    }
    tile(
        html,
        "Classes",
        Figures.count(findings.classes().size()),
        String.format(Locale.ROOT, "largest %.1f × smallest", findings.imbalance()));
    int unreadable = findings.parts().stream().mapToInt(part -> part.unreadable().size()).sum();
    tile(html, "Unreadable", unreadable, "image");
    tile(html, "Odd", findings.odd().size(), "finding");
    tile(html, "Near-duplicates", findings.duplicates().size(), "group");
    if (findings.parts().size() > 1) {
      tile(html, "Leaks", findings.leaks().size(), "validation image");
    }
    tile(html, "Label conflicts", findings.labelConflicts().size(), "group");
    return html.append("</dl>").toString();
  }

  private static void tile(StringBuilder html, String name, int count, String unit) {
    tile(html, name, Figures.count(count), count == 1 ? unit : unit + "s");
  }

  private static void tile(StringBuilder html, String name, String value, String more) {
    html.append("<div><dt>")
        .append(name)
        .append("</dt><dd>")
        .append(value)
        .append("<small>")
        .append(more)
        .append("</small></dd></div>");
  }
}
