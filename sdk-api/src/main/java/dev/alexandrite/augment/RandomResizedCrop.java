package dev.alexandrite.augment;

import java.util.Locale;
import java.util.Objects;

/**
 * A rectangle of random area and aspect, cut out at a random position and resized to the network's
 * input: the crop of the Inception networks (Szegedy et al. 2015, arXiv 1409.4842, section 6), by
 * the algorithm of torchvision's {@code RandomResizedCrop}.
 *
 * <p>Up to ten times an area is drawn, evenly, and an aspect, evenly in its logarithm; the first
 * rectangle that fits is put at a random position. If none fits, the middle of the picture is
 * taken: all of it, or as much as the limits of the aspect allow.
 *
 * <p>It is cut from the picture as it was decoded, of whatever size: the pipeline's {@link Resize}
 * is for evaluation, and for the statistics of the training images. {@code
 * dev.alexandrite.train.Trainer.cacheImages} therefore keeps training images as decoded.
 *
 * @param height the height of the result in pixels
 * @param width the width of the result in pixels
 * @param minArea the smallest part of the picture's area, 0.08 by default
 * @param maxArea the largest part of the picture's area, 1 by default
 * @param minAspect the smallest width ÷ height of the rectangle, 3/4 by default
 * @param maxAspect the largest width ÷ height of the rectangle, 4/3 by default
 * @param interpolation how pixels are mixed, bilinear by default
 */
public record RandomResizedCrop(
    int height,
    int width,
    double minArea,
    double maxArea,
    double minAspect,
    double maxAspect,
    Interpolation interpolation)
    implements Augment {
  private static final String NAME = "random resized crop";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a size is not positive, an area not in (0, 1], an aspect
   *     not positive, or a smallest larger than its largest
   */
  public RandomResizedCrop {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: height and width must be positive, found %d and %d",
              NAME,
              height,
              width));
    }
    AugmentChecks.area(NAME, minArea, maxArea);
    AugmentChecks.aspect(NAME, minAspect, maxAspect);
    Objects.requireNonNull(interpolation, "interpolation");
  }

  /**
   * With torchvision's defaults.
   *
   * @param height the height of the result in pixels
   * @param width the width of the result in pixels
   */
  public RandomResizedCrop(int height, int width) {
    this(height, width, 0.08, 1, 3.0 / 4, 4.0 / 3, Interpolation.BILINEAR);
  }

  /**
   * Other areas.
   *
   * @param min the smallest part of the picture's area, above 0
   * @param max the largest part of the picture's area, at most 1
   * @return the changed copy
   */
  public RandomResizedCrop area(double min, double max) {
    return new RandomResizedCrop(height, width, min, max, minAspect, maxAspect, interpolation);
  }

  /**
   * Other aspects.
   *
   * @param min the smallest width ÷ height
   * @param max the largest width ÷ height
   * @return the changed copy
   */
  public RandomResizedCrop aspect(double min, double max) {
    return new RandomResizedCrop(height, width, minArea, maxArea, min, max, interpolation);
  }

  /**
   * Another interpolation.
   *
   * @param interpolation how pixels are mixed
   * @return the changed copy
   */
  public RandomResizedCrop interpolation(Interpolation interpolation) {
    return new RandomResizedCrop(
        height, width, minArea, maxArea, minAspect, maxAspect, interpolation);
  }

  /** The same in another size. */
  RandomResizedCrop size(int newHeight, int newWidth) {
    return new RandomResizedCrop(
        newHeight, newWidth, minArea, maxArea, minAspect, maxAspect, interpolation);
  }
}
