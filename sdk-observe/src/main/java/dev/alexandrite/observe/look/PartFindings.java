package dev.alexandrite.observe.look;

import dev.alexandrite.data.DataReport.Skipped;
import java.util.List;

/**
 * What was found in one part.
 *
 * @param part which
 * @param images how many there are, readable or not
 * @param skipped what a folder holds beside them, with causes
 * @param unreadable those that cannot be used, in order
 * @param width widths in pixels, of those that can be read
 * @param height heights in pixels
 * @param aspect width ÷ height
 * @param sizes how many different sizes there are
 * @param grey how many are grey
 */
public record PartFindings(
    Part part,
    int images,
    List<Skipped> skipped,
    List<UnreadableImage> unreadable,
    Spread width,
    Spread height,
    Spread aspect,
    int sizes,
    int grey) {
  /** Copies the lists. */
  public PartFindings {
    skipped = List.copyOf(skipped);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * How many can be used.
   *
   * @return images less unreadable ones
   */
  public int readable() {
    return images - unreadable.size();
  }
}
