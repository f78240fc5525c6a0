package dev.alexandrite.augment;

/**
 * Left and right exchanged with probability 0.5.
 *
 * @param chunk how many images that follow each other in the epoch's order share one decision; 1 in
 *     the paper, 32 in the code released with it
 */
public record HorizontalFlip(int chunk) implements Augment {
  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public HorizontalFlip {
    if (chunk < 1) {
      throw new IllegalArgumentException("horizontal flip: chunk must be positive, found " + chunk);
    }
  }

  /**
   * Lets consecutive images share a decision.
   *
   * @param images how many
   * @return the changed copy
   */
  public HorizontalFlip chunk(int images) {
    return new HorizontalFlip(images);
  }
}
