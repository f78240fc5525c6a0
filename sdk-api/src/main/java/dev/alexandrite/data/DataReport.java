package dev.alexandrite.data;

import java.util.List;

/**
 * What a source of images found.
 *
 * @param images the images that can be used
 * @param skipped the files left out, in order; empty under {@link BadImages#FAIL}
 */
public record DataReport(int images, List<Skipped> skipped) {
  /** Copies the list. */
  public DataReport {
    skipped = List.copyOf(skipped);
  }

  /**
   * A file left out.
   *
   * @param name the file
   * @param reason what is wrong with it
   */
  public record Skipped(String name, String reason) {}
}
