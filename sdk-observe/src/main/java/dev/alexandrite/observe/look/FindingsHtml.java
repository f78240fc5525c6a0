package dev.alexandrite.observe.look;

import dev.alexandrite.DataException;
import dev.alexandrite.observe.html.Figures;
import dev.alexandrite.observe.markup.Markup;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the images, in sections of a page. */
final class FindingsHtml {
  /** Of each kind of finding, how many are shown. */
  private static final int SHOWN = 24;

  private static final int SHOWN_OF_GROUP = 8;

  private final DataFindings findings;
  private final Sections sections;

  private FindingsHtml(DataFindings findings, Sections sections) {
    this.findings = findings;
    this.sections = sections;
  }

  static void write(DataFindings findings, Sections sections) {
    FindingsHtml html = new FindingsHtml(findings, sections);
    if (findings.parts().size() > 1) {
      html.leaks();
    }
    html.groups(
        "conflicts",
        "Labels that disagree",
        "Near-duplicates with different labels: one is wrong, or an image has two meanings.",
        findings.labelConflicts());
    html.groups(
        "duplicates",
        "Near-duplicates within a part",
        "What is there several times counts several times.",
        findings.duplicates().stream().filter(group -> !group.crossesParts()).toList());
    html.unusable();
    html.odd();
  }

  private void leaks() {
    List<Leak> leaks = findings.leaks();
    if (leaks.isEmpty()) {
      sections.add(
          "leaks",
          "Held out and learned",
          "<p>No validation image is a near-duplicate of a training image.</p>");
      return;
    }
    StringBuilder html = new StringBuilder("<p>");
    html.append(Figures.count(leaks.size()))
        .append(leaks.size() == 1 ? " validation image, " : " validation images, ")
        .append(Figures.percent((double) leaks.size() / findings.parts().getLast().images()))
        .append(leaks.size() == 1 ? ", is a near-duplicate" : ", are near-duplicates")
        .append(" of training images: what is measured with them is in part memory.</p>")
        .append("<ul class=\"alike\">");
    for (Leak leak : Pieces.first(leaks, SHOWN)) {
      html.append("<li class=\"card\"><p>")
          .append(leak.likeness())
          .append(leak.labelsDisagree() ? ", <b>labels disagree</b>" : "")
          .append("</p>")
          .append(strip(List.of(leak.validation(), leak.training())))
          .append("</li>");
    }
    html.append("</ul>").append(Pieces.more(leaks.size() - SHOWN));
    sections.add("leaks", "Held out and learned", html.toString());
  }

  private void groups(String id, String title, String words, List<DuplicateGroup> groups) {
    if (groups.isEmpty()) {
      return;
    }
    StringBuilder html = new StringBuilder("<p>").append(words).append("</p><ul class=\"alike\">");
    for (DuplicateGroup group : Pieces.first(groups, SHOWN)) {
      int size = group.images().size();
      html.append("<li class=\"card\"><p>")
          .append(Figures.count(size))
          .append(group.identical() ? " images, identical" : " images, alike")
          .append("</p>")
          .append(strip(Pieces.first(group.images(), SHOWN_OF_GROUP)))
          .append(Pieces.more(size - SHOWN_OF_GROUP))
          .append("</li>");
    }
    html.append("</ul>").append(Pieces.more(groups.size() - SHOWN));
    sections.add(id, title, html.toString());
  }

  private void unusable() {
    List<String> rows = new ArrayList<>();
    for (PartFindings part : findings.parts()) {
      String name = part.part().toString();
      part.unreadable().forEach(bad -> rows.add(Pieces.row(bad.image().name(), name, bad.cause())));
      part.skipped()
          .forEach(file -> rows.add(Pieces.row(file.name(), name + ", not used", file.reason())));
    }
    if (!rows.isEmpty()) {
      sections.add(
          "unusable",
          "Not usable",
          Pieces.table("Files that cannot be used", List.of("file", "part", "cause"), rows));
    }
  }

  private void odd() {
    StringBuilder html = new StringBuilder();
    for (Oddity oddity : Oddity.values()) {
      List<OddImage> images =
          findings.odd().stream().filter(image -> image.oddity() == oddity).toList();
      if (!images.isEmpty()) {
        html.append("<h3>")
            .append(Figures.count(images.size()))
            .append(" × ")
            .append(oddity)
            .append("</h3><ul class=\"strip\">");
        Pieces.first(images, SHOWN)
            .forEach(image -> html.append(image(image.image(), image.detail())));
        html.append("</ul>").append(Pieces.more(images.size() - SHOWN));
      }
    }
    if (!html.isEmpty()) {
      sections.add("odd", "Odd ones", html.toString());
    }
  }

  private String strip(List<ImagePlace> images) {
    StringBuilder html = new StringBuilder("<ul class=\"strip\">");
    images.forEach(place -> html.append(image(place, place.part() + ", " + place.className())));
    return html.append("</ul>").toString();
  }

  private String image(ImagePlace place, String caption) {
    try {
      return Pieces.thumbnail(findings.image(place), caption, place.name());
    } catch (DataException gone) { // since it was looked at
      return "<li>" + Markup.escape(place.name()) + ": it cannot be read any more</li>";
    }
  }
}
