package dev.alexandrite.augment;

import java.util.Locale;

/**
 * A rectangle cut out at a random position, every position with the same probability.
 *
 * @param height the height of the rectangle in pixels
 * @param width the width of the rectangle in pixels
 * @param chunk how many images that follow each other in the epoch's order share one position; 1 in
 *     the paper, 32 in the code released with it ({@code crop_chunk})
 */
public record RandomCrop(int height, int width, int chunk) implements Augment {
  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public RandomCrop {
    if (height < 1 || width < 1 || chunk < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "random crop: height, width and chunk must be positive, found %d, %d and %d",
              height,
              width,
              chunk));
    }
  }

  /**
   * Lets consecutive images share a position.
   *
   * @param images how many
   * @return the changed copy
   */
  public RandomCrop chunk(int images) {
    return new RandomCrop(height, width, images);
  }
}
