package dev.alexandrite.observe.look;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Split;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks at images before a network does: reads each once and finds what is unreadable, odd,
 * duplicated, held out but learned, or labelled in two ways.
 *
 * <pre>{@code
 * DataFindings found = DataLook.of(training).validation(heldOut).examine();
 * System.out.print(found.text());
 * if (!found.leaks().isEmpty()) { ... }
 * }</pre>
 *
 * <p>Any data set will do. Where every image is a file, as in an {@link
 * dev.alexandrite.data.ImageFolder} and its splits, what only the file knows is looked at, too: its
 * extension, transparency, CMYK, EXIF orientation. A folder should be given as {@code
 * ImageFolder.of(...)}, not with bad images skipped, nor behind a cache.
 *
 * <p>The findings are the same whatever the number of threads. Beside one decoded image a thread,
 * some 500 bytes are kept of each image, 50 MB of 100,000.
 *
 * <p>Immutable: settings are given by methods that return a changed copy.
 */
public final class DataLook {
  /** The bits of 64 in which the hashes of near-duplicates may differ, by default. */
  public static final int DEFAULT_NEAR = 10;

  private static final int MOST_NEAR = 15;

  private final Dataset training;
  private final Optional<Dataset> validation;
  private final int near;
  private final boolean mirrored;
  private final int threads;
  private final Progress progress;

  /** Is told how far a look has come. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Some more images were read. Called by several threads.
     *
     * @param done how many so far, not always ascending
     * @param all how many there are
     */
    void read(int done, int all);
  }

  private DataLook(
      Dataset training,
      Optional<Dataset> validation,
      int near,
      boolean mirrored,
      int threads,
      Progress progress) {
    this.training = training;
    this.validation = validation;
    this.near = near;
    this.mirrored = mirrored;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * A look at the images of a training.
   *
   * @param training the images to learn from
   * @return the look, on one thread a processor
   */
  public static DataLook of(Dataset training) {
    return new DataLook(
        training,
        Optional.empty(),
        DEFAULT_NEAR,
        false,
        Runtime.getRuntime().availableProcessors(),
        (done, all) -> {});
  }

  /**
   * A look at both parts of a split.
   *
   * @param split images to learn from and images held out
   * @return the look, on one thread a processor
   */
  public static DataLook of(Split split) {
    return of(split.train()).validation(split.validation());
  }

  /**
   * The look with images that are held out, among which there should be none of the others. Classes
   * are compared by name.
   *
   * @param heldOut the images
   * @return a changed copy
   */
  public DataLook validation(Dataset heldOut) {
    return new DataLook(training, Optional.of(heldOut), near, mirrored, threads, progress);
  }

  /**
   * Another limit for near-duplicates. Images whose perceptual hashes differ in so many of 64 bits
   * are compared in 16×16 grey cells, and count if these correlate by 0.9.
   *
   * @param bits 0 to 15; {@value #DEFAULT_NEAR} by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is another number
   */
  public DataLook near(int bits) {
    if (bits < 0 || bits > MOST_NEAR) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "near: near-duplicates differ in 0 to %d of 64 bits, found %d; beyond that images"
                  + " that have nothing in common do",
              MOST_NEAR,
              bits));
    }
    return new DataLook(training, validation, bits, mirrored, threads, progress);
  }

  /**
   * The look with mirror images among near-duplicates; by default they are others.
   *
   * @return a changed copy
   */
  public DataLook mirrored() {
    return new DataLook(training, validation, near, true, threads, progress);
  }

  /**
   * Another number of threads.
   *
   * @param count how many images are read at a time, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1
   */
  public DataLook threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads: at least 1 reads images, found " + count);
    }
    return new DataLook(training, validation, near, mirrored, count, progress);
  }

  /**
   * The look with somebody who is told how far it has come.
   *
   * @param listener told after every image
   * @return a changed copy
   */
  public DataLook progress(Progress listener) {
    return new DataLook(training, validation, near, mirrored, threads, listener);
  }

  /**
   * Reads every image and says what it found. An image that cannot be used is a finding.
   *
   * @return the findings
   * @throws dev.alexandrite.AlexandriteException if a data set fails otherwise than by an image
   *     that cannot be used, or the thread is interrupted
   */
  public DataFindings examine() {
    int first = training.size();
    int all = first + validation.map(Dataset::size).orElse(0);
    Survey learned = Survey.of(training, threads, done -> progress.read(done, all));
    Optional<Survey> held =
        validation.map(
            images -> Survey.of(images, threads, done -> progress.read(first + done, all)));
    return FindingsBuilder.build(learned, held, near, mirrored);
  }

  /** What is looked at, and how. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "look at %s%s, near %d%s",
        training,
        validation.map(images -> " and " + images).orElse(""),
        near,
        mirrored ? ", mirrored" : "");
  }
}
