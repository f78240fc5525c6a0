package dev.alexandrite.observe.look;

import dev.alexandrite.SafeText;
import dev.alexandrite.data.DataReport;
import dev.alexandrite.observe.html.Figures;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Findings as lines of 80 characters at most. */
final class FindingsText {
  private static final int COLUMNS = 80;
  private static final int LABEL = 26;
  private static final int CELL = 26;

  /** Of each kind of finding, how many are named. */
  private static final int SHOWN = 8;

  private static final int SHOWN_OF_GROUP = 4;
  private static final int MOST_CLASSES = 24;

  private final DataFindings findings;
  private final StringBuilder text = new StringBuilder();

  FindingsText(DataFindings findings) {
    this.findings = findings;
    numbers();
    classes();
    listed(
        "unreadable",
        findings.parts().stream().flatMap(part -> part.unreadable().stream()).toList(),
        image -> name(image.image()),
        UnreadableImage::cause);
    for (PartFindings part : findings.parts()) {
      listed(
          "not used of " + part.part(),
          part.skipped(),
          DataReport.Skipped::name,
          DataReport.Skipped::reason);
    }
    for (Oddity oddity : Oddity.values()) {
      listed(
          oddity.toString(),
          findings.odd().stream().filter(image -> image.oddity() == oddity).toList(),
          image -> name(image.image()),
          OddImage::detail);
    }
    duplicates();
    leaks();
    verdict();
  }

  private void numbers() {
    row("", part -> part.part().toString());
    row("images", part -> Figures.count(part.images()));
    row("unreadable", part -> Figures.count(part.unreadable().size()));
    row("in grey", part -> Figures.count(part.grey()));
    row("different sizes", part -> Figures.count(part.sizes()));
    row("width, median", part -> spread(part.width(), "%.0f"));
    row("height, median", part -> spread(part.height(), "%.0f"));
    row("width : height, median", part -> spread(part.aspect(), "%.2f"));
  }

  private static String spread(Spread spread, String format) {
    String median = String.format(Locale.ROOT, format, spread.median());
    return spread.least() == spread.most()
        ? median
        : median
            + String.format(
                Locale.ROOT, " (" + format + " to " + format + ")", spread.least(), spread.most());
  }

  private void row(String label, Function<PartFindings, String> value) {
    StringBuilder line = new StringBuilder(padded(label, LABEL));
    findings.parts().forEach(part -> line.append(rightAligned(value.apply(part), CELL)));
    line(line.toString());
  }

  private void classes() {
    List<ClassCount> classes = findings.classes();
    line("");
    line(
        String.format(
            Locale.ROOT,
            "%s, the largest %.1f times the smallest in training",
            Figures.things(classes.size(), "class"),
            findings.imbalance()));
    for (ClassCount count : classes.subList(0, Math.min(MOST_CLASSES, classes.size()))) {
      StringBuilder line =
          new StringBuilder(padded("  " + cut(SafeText.of(count.name()), LABEL - 3), LABEL));
      for (PartFindings part : findings.parts()) {
        int images = part.part() == Part.TRAINING ? count.training() : count.validation();
        line.append(rightAligned(Figures.count(images), CELL));
      }
      line(line.toString());
    }
    more(classes.size() - MOST_CLASSES, "classes");
  }

  private <T> void listed(
      String title, List<T> found, Function<T, String> name, Function<T, String> detail) {
    if (found.isEmpty()) {
      return;
    }
    line("");
    line(Figures.count(found.size()) + " " + title);
    for (T each : found.subList(0, Math.min(SHOWN, found.size()))) {
      String what = SafeText.of(detail.apply(each));
      String who = SafeText.of(name.apply(each));
      String line = "  " + who + ": " + what;
      if (line.length() <= COLUMNS) {
        line(line);
      } else {
        line("  " + cut(who, COLUMNS - 3) + ":");
        wrapped("    ", what);
      }
    }
    more(found.size() - SHOWN, "");
  }

  private void duplicates() {
    List<DuplicateGroup> groups = findings.duplicates();
    List<DuplicateGroup> within = groups.stream().filter(group -> !group.crossesParts()).toList();
    groups("of near-duplicates within a part", within);
    groups("of near-duplicates with different labels", findings.labelConflicts());
  }

  private void groups(String title, List<DuplicateGroup> groups) {
    if (groups.isEmpty()) {
      return;
    }
    line("");
    line(Figures.things(groups.size(), "group") + " " + title);
    for (DuplicateGroup group : groups.subList(0, Math.min(SHOWN, groups.size()))) {
      List<ImagePlace> images = group.images();
      line("  " + images.size() + " images, " + (group.identical() ? "identical" : "alike"));
      for (ImagePlace image : images.subList(0, Math.min(SHOWN_OF_GROUP, images.size()))) {
        named("    " + image.part() + " ", image, "");
      }
      if (images.size() > SHOWN_OF_GROUP) {
        line("    and " + Figures.count(images.size() - SHOWN_OF_GROUP) + " more");
      }
    }
    more(groups.size() - SHOWN, "");
  }

  private void leaks() {
    List<Leak> leaks = findings.leaks();
    if (leaks.isEmpty()) {
      return;
    }
    line("");
    line(
        Figures.count(leaks.size())
            + (leaks.size() == 1
                ? " validation image that is in training, too"
                : " validation images that are in training, too"));
    for (Leak leak : leaks.subList(0, Math.min(SHOWN, leaks.size()))) {
      named("  ", leak.validation(), "");
      named("    is ", leak.training(), ", " + leak.likeness());
    }
    more(leaks.size() - SHOWN, "");
  }

  private void verdict() {
    line("");
    line(
        "near-duplicates: up to "
            + findings.near()
            + " of 64 bits apart"
            + (findings.mirrored() ? ", mirror images too" : ""));
    line(findings.toString());
  }

  private void named(String before, ImagePlace image, String after) {
    String label = " (" + cut(SafeText.of(image.className()), 24) + ")" + after;
    int room = COLUMNS - before.length() - label.length();
    line(before + cut(SafeText.of(image.name()), room) + label);
  }

  private String name(ImagePlace image) {
    return image.part() + " " + image.name();
  }

  private void more(int left, String what) {
    if (left > 0) {
      line("  and " + Figures.count(left) + " more" + (what.isEmpty() ? "" : " " + what));
    }
  }

  private void wrapped(String indent, String words) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : words.split(" ")) {
      String fit = cut(word, COLUMNS - indent.length());
      if (line.length() > indent.length() && line.length() + 1 + fit.length() > COLUMNS) {
        line(line.toString());
        line.setLength(indent.length());
      }
      line.append(line.length() > indent.length() ? " " : "").append(fit);
    }
    line(line.toString());
  }

  private void line(String words) {
    if (words.length() <= COLUMNS) {
      text.append(words).append('\n');
    } else {
      wrapped("", words);
    }
  }

  /** The end of a name says more than its middle. */
  private static String cut(String name, int most) {
    int[] points = name.codePoints().toArray();
    if (points.length <= most) {
      return name;
    }
    int end = (most - 1) * 2 / 3;
    int begin = most - 1 - end;
    return new String(points, 0, begin) + "…" + new String(points, points.length - end, end);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String rightAligned(String text, int width) {
    return " ".repeat(Math.max(1, width - text.length())) + text;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
