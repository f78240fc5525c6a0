package dev.alexandrite.observe.look;

import dev.alexandrite.data.DataReport.Skipped;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.observe.look.DuplicateSearch.Result;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Makes findings of what was read, in the order of the images. */
final class FindingsBuilder {
  private static final int NARROW = 3;
  private static final int TINY_SHARE = 4;
  private static final int TINY_PIXELS = 8;

  private final Map<Part, Survey> surveys = new EnumMap<>(Part.class);
  private final List<PartFindings> parts = new ArrayList<>();
  private final List<OddImage> odd = new ArrayList<>();

  private FindingsBuilder() {}

  static DataFindings build(
      Survey training, Optional<Survey> validation, int near, boolean mirrored) {
    FindingsBuilder builder = new FindingsBuilder();
    builder.surveys.put(Part.TRAINING, training);
    validation.ifPresent(survey -> builder.surveys.put(Part.VALIDATION, survey));
    DuplicateSearch search = new DuplicateSearch(near, mirrored);
    builder.surveys.forEach(
        (part, survey) -> {
          builder.part(part, survey);
          for (int index = 0; index < survey.size(); index++) {
            ImageFacts facts = survey.facts(index);
            if (facts != null) {
              search.add(survey.place(part, index), facts);
            }
          }
        });
    Result duplicates = search.search();
    Map<Part, Dataset> data = new EnumMap<>(Part.class);
    builder.surveys.forEach((part, survey) -> data.put(part, survey.data()));
    return new DataFindings(
        data,
        builder.parts,
        builder.classes(),
        builder.odd,
        duplicates.groups(),
        duplicates.leaks(),
        near,
        mirrored);
  }

  private void part(Part part, Survey survey) {
    List<UnreadableImage> unreadable = new ArrayList<>();
    List<ImageFacts> seen = new ArrayList<>();
    Set<List<Integer>> sizes = new HashSet<>();
    for (int index = 0; index < survey.size(); index++) {
      ImageFacts facts = survey.facts(index);
      if (facts != null) {
        seen.add(facts);
        sizes.add(List.of(facts.width(), facts.height()));
      } else {
        String cause = String.valueOf(survey.cause(index));
        unreadable.add(new UnreadableImage(survey.place(part, index), cause));
      }
    }
    int grey = (int) seen.stream().filter(ImageFacts::grey).count();
    parts.add(
        new PartFindings(
            part,
            survey.size(),
            survey.data() instanceof ImageFolder folder
                ? folder.report().skipped()
                : List.<Skipped>of(),
            unreadable,
            spread(seen.stream().mapToDouble(ImageFacts::width)),
            spread(seen.stream().mapToDouble(ImageFacts::height)),
            spread(seen.stream().mapToDouble(facts -> (double) facts.width() / facts.height())),
            sizes.size(),
            grey));
    double side = spread(seen.stream().mapToDouble(ImageFacts::shorterSide)).median();
    boolean colored = 2 * grey < seen.size();
    for (int index = 0; index < survey.size(); index++) {
      ImageFacts facts = survey.facts(index);
      if (facts != null) {
        addOdd(survey.place(part, index), facts, side, colored);
      }
    }
  }

  private static Spread spread(DoubleStream values) {
    return Spread.of(values.toArray());
  }

  private void addOdd(ImagePlace image, ImageFacts facts, double medianSide, boolean colored) {
    String size = facts.width() + "×" + facts.height();
    FileHead head = facts.head();
    if (head != null) {
      FileFormat.named(image.name())
          .filter(named -> named != head.format())
          .ifPresent(named -> add(image, Oddity.EXTENSION, "it is " + head.format()));
      addIf(head.cmyk(), image, Oddity.CMYK, head.format().toString());
      addIf(head.transparent(), image, Oddity.TRANSPARENT, head.format().toString());
      addIf(head.turned(), image, Oddity.TURNED, head.format().toString());
    }
    addIf(facts.oneColor(), image, Oddity.ONE_COLOR, size);
    addIf(colored && facts.grey() && !facts.oneColor(), image, Oddity.GREY, size);
    boolean tiny =
        facts.shorterSide() < TINY_PIXELS || TINY_SHARE * facts.shorterSide() < medianSide;
    addIf(tiny, image, Oddity.TINY, size);
    addIf(
        facts.longerSide() >= NARROW * facts.shorterSide(),
        image,
        Oddity.EXTREME_ASPECT,
        String.format(
            Locale.ROOT, "%s, %.1f : 1", size, (double) facts.longerSide() / facts.shorterSide()));
  }

  private void addIf(boolean is, ImagePlace image, Oddity oddity, String detail) {
    if (is) {
      add(image, oddity, detail);
    }
  }

  private void add(ImagePlace image, Oddity oddity, String detail) {
    odd.add(new OddImage(image, oddity, detail));
  }

  /** By name: the training's in its order, then what only the validation has. */
  private List<ClassCount> classes() {
    Map<String, int[]> counts = new LinkedHashMap<>();
    surveys.forEach(
        (part, survey) -> {
          Dataset data = survey.data();
          data.classNames().forEach(name -> counts.computeIfAbsent(name, _ -> new int[2]));
          for (int index = 0; index < data.size(); index++) {
            String name = data.classNames().get(data.label(index));
            counts.computeIfAbsent(name, _ -> new int[2])[part == Part.TRAINING ? 0 : 1]++;
          }
        });
    List<ClassCount> classes = new ArrayList<>();
    counts.forEach((name, count) -> classes.add(new ClassCount(name, count[0], count[1])));
    return classes;
  }
}
