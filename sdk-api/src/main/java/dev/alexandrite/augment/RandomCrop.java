package dev.alexandrite.augment;

import java.util.Locale;

/**
 * A rectangle cut out at a random position, every position with the same probability.
 *
 * @param height the height of the rectangle in pixels
 * @param width the width of the rectangle in pixels
 * @param chunk how many images that follow each other in the epoch's order share one position; 1 in
 *     the paper, 32 in the code released with it ({@code crop_chunk})
 * @param padding how many black pixels surround the resized image before it is cut, on each side; a
 *     mean image that is subtracted at the crop's place has as many zeros around it, so that the
 *     network sees 0 there (He et al. 2015, section 4.2), and any other mean is subtracted there
 *     too
 */
public record RandomCrop(int height, int width, int chunk, int padding) implements Augment {
  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if height, width or chunk is not positive, if the padding is
   *     negative or leaves a crop without a pixel of the image
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
    if (padding < 0 || padding >= Math.min(height, width)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "random crop: the padding must be from 0 to less than the crop of %d×%d, found %d",
              height,
              width,
              padding));
    }
  }

  /**
   * Cuts from the image as it is.
   *
   * @param height the height of the rectangle in pixels
   * @param width the width of the rectangle in pixels
   * @param chunk how many images share one position
   */
  public RandomCrop(int height, int width, int chunk) {
    this(height, width, chunk, 0);
  }

  /**
   * Surrounds the image with black pixels before it is cut.
   *
   * @param pixels how many on each side; 4 for CIFAR-10 in He et al. 2015, section 4.2
   * @return the changed copy
   */
  public RandomCrop padding(int pixels) {
    return new RandomCrop(height, width, chunk, pixels);
  }

  /**
   * Lets consecutive images share a position.
   *
   * @param images how many
   * @return the changed copy
   */
  public RandomCrop chunk(int images) {
    return new RandomCrop(height, width, images, padding);
  }
}
