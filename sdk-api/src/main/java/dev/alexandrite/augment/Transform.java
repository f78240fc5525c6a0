package dev.alexandrite.augment;

/**
 * A random change of a training image, supplied by the application. It is called by several threads
 * at once, and is a function of its two arguments alone: everything random comes from the second,
 * so that the same seed gives the same training.
 */
@FunctionalInterface
public interface Transform {
  /**
   * Changes the pixels in place.
   *
   * @param image the image at this point of the pipeline: after the resize and the augmentations
   *     listed before, in red, green, blue from 0 to 255, no mean subtracted
   * @param random numbers for this image in this epoch
   */
  void apply(Planes image, AugmentRandom random);
}
