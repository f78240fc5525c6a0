package dev.alexandrite.observe.look;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.observe.html.Figures;
import dev.alexandrite.observe.picture.Pictures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a {@link DataLook} found. Everything is in the order of the data sets, training before
 * validation. Immutable.
 */
public final class DataFindings {
  private final Map<Part, Dataset> data;
  private final List<PartFindings> parts;
  private final List<ClassCount> classes;
  private final List<OddImage> odd;
  private final List<DuplicateGroup> duplicates;
  private final List<Leak> leaks;
  private final int near;
  private final boolean mirrored;

  DataFindings(
      Map<Part, Dataset> data,
      List<PartFindings> parts,
      List<ClassCount> classes,
      List<OddImage> odd,
      List<DuplicateGroup> duplicates,
      List<Leak> leaks,
      int near,
      boolean mirrored) {
    this.data = new EnumMap<>(data);
    this.parts = List.copyOf(parts);
    this.classes = List.copyOf(classes);
    this.odd = List.copyOf(odd);
    this.duplicates = List.copyOf(duplicates);
    this.leaks = List.copyOf(leaks);
    this.near = near;
    this.mirrored = mirrored;
  }

  /**
   * Numbers, sizes and unreadable images of each part.
   *
   * @return training, then validation if there is one
   */
  public List<PartFindings> parts() {
    return parts;
  }

  /**
   * How many images each class has.
   *
   * @return in the order of the training's classes; what only the validation has comes last
   */
  public List<ClassCount> classes() {
    return classes;
  }

  /**
   * How uneven the classes of the training are.
   *
   * @return the largest class ÷ the smallest that has images; 1 if all have as many
   */
  public double imbalance() {
    int largest = classes.stream().mapToInt(ClassCount::training).max().orElse(0);
    int smallest =
        classes.stream().mapToInt(ClassCount::training).filter(count -> count > 0).min().orElse(0);
    return smallest == 0 ? 1 : (double) largest / smallest;
  }

  /**
   * Images that can be used and are odd.
   *
   * @return one entry for each image and oddity
   */
  public List<OddImage> odd() {
    return odd;
  }

  /**
   * Images that are the same or nearly so, within a part and between the parts.
   *
   * @return the groups, in the order of their first images
   */
  public List<DuplicateGroup> duplicates() {
    return duplicates;
  }

  /**
   * Held-out images that are near-duplicates of training images.
   *
   * @return each such image once, with the training image that is most alike
   */
  public List<Leak> leaks() {
    return leaks;
  }

  /**
   * Duplicates that have several classes: one label at least is wrong, or an image has two
   * meanings.
   *
   * @return those of {@link #duplicates} whose labels disagree
   */
  public List<DuplicateGroup> labelConflicts() {
    return duplicates.stream().filter(DuplicateGroup::labelsDisagree).toList();
  }

  /**
   * In how many of 64 bits the hashes of near-duplicates were allowed to differ.
   *
   * @return 0 to 15
   */
  public int near() {
    return near;
  }

  /**
   * Whether mirror images were looked for.
   *
   * @return true if they count as near-duplicates
   */
  public boolean mirrored() {
    return mirrored;
  }

  /**
   * The findings for a terminal of 80 columns: counts of everything, and the first of each kind.
   *
   * @return lines, each with its end
   */
  public String text() {
    return new FindingsText(this).toString();
  }

  /**
   * The findings as one HTML page that needs no other file, with small pictures, for screens light
   * and dark, wide and narrow. The images that are shown are read again.
   *
   * @return the page; more can be put on it
   */
  public DataPage page() {
    return DataPage.of(this);
  }

  /**
   * Writes {@link #page()} to a file, whole or not at all.
   *
   * @param file where; a file of that name is replaced, folders are made
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Pictures.write(page().html().getBytes(StandardCharsets.UTF_8), file);
  }

  Dataset data(Part part) {
    return Objects.requireNonNull(data.get(part));
  }

  Image image(ImagePlace place) {
    return data(place.part()).image(place.index());
  }

  /** The numbers of what was found. */
  @Override
  public String toString() {
    int unreadable = parts.stream().mapToInt(part -> part.unreadable().size()).sum();
    return String.join(
        ", ",
        Figures.things(parts.stream().mapToInt(PartFindings::images).sum(), "image")
            + ": "
            + Figures.count(unreadable)
            + " unreadable",
        Figures.count(odd.size()) + " odd",
        Figures.things(duplicates.size(), "duplicate group"),
        Figures.things(leaks.size(), "leak"),
        Figures.things(labelConflicts().size(), "conflict"));
  }
}
