package dev.alexandrite.data;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a source of images found.
 *
 * @param images the images that can be used
 * @param skipped everything that was seen and not used, in order
 */
public record DataReport(int images, List<Skipped> skipped) {
  /** Why something was not used. */
  public enum Cause {
    /** A file that is no image or is damaged; only under {@link BadImages#SKIP}. */
    BAD_IMAGE("bad image"),
    /** A file without a byte, under {@link BadImages#SKIP}, or a folder with nothing in it. */
    EMPTY("empty"),
    /** A link that leads nowhere. */
    DANGLING_LINK("dangling link"),
    /** A link to a folder that it lies in. */
    LINK_LOOP("link loop"),
    /** A pipe, a device or a socket. */
    NOT_A_FILE("not a file"),
    /** A name that begins with a dot, with everything below it. */
    HIDDEN("hidden"),
    /** What file managers and archivers leave behind, such as {@code Thumbs.db}. */
    SYSTEM("of a file manager"),
    /** A file beside the class folders. */
    OUTSIDE_CLASSES("beside the class folders"),
    /** A folder that is none of the classes given. */
    NOT_A_CLASS("none of the classes");

    private final String text;

    Cause(String text) {
      this.text = text;
    }
  }

  /** Copies the list. */
  public DataReport {
    skipped = List.copyOf(skipped);
  }

  /**
   * How much was not used, by cause.
   *
   * @return the causes that there are, each with its count
   */
  public Map<Cause, Integer> counts() {
    Map<Cause, Integer> counts = new EnumMap<>(Cause.class);
    skipped.forEach(file -> counts.merge(file.cause(), 1, Integer::sum));
    return Collections.unmodifiableMap(counts);
  }

  /**
   * The counts in words, such as {@code 2 dangling link, 1 hidden}.
   *
   * @return each cause that there is; empty if everything was used
   */
  public String causes() {
    return counts().entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey().text)
        .collect(Collectors.joining(", "));
  }

  /** The counts, as in {@code 300 images; not used: 2 dangling link, 1 hidden}. */
  @Override
  public String toString() {
    String found = String.format(Locale.ROOT, "%d images", images);
    return skipped.isEmpty() ? found : found + "; not used: " + causes();
  }

  /**
   * Something that was not used.
   *
   * @param name the file, or a folder with everything in it
   * @param cause why, as a kind
   * @param reason why, in words
   */
  public record Skipped(String name, Cause cause, String reason) {}
}
