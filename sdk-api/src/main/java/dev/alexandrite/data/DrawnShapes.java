package dev.alexandrite.data;

import dev.alexandrite.Engines;

/**
 * Images drawn at run time, so that a first training needs nothing from outside: ten classes of
 * large coloured and textured shapes, overlapped by smaller marks, on a textured ground with noise.
 *
 * <p>Colours, textures, places and marks are random and say nothing of the class, which is the
 * shape alone: a converged logistic regression on the pixels stays under 40 % top-1, a small
 * convolutional network passes 90 %. Image {@code i} of a seed is the same on every machine and
 * whatever the size of the set; labels go round, {@code i mod 10}.
 */
public final class DrawnShapes {
  private DrawnShapes() {}

  /**
   * A set of drawn images. For held-out images take another seed.
   *
   * @param size the number of images, at least 10
   * @param pixels the height and width of each, at least 16
   * @param seed the same seed gives the same images
   * @return the images
   * @throws IllegalArgumentException if a number is too small
   */
  public static Dataset of(int size, int pixels, long seed) {
    return Engines.load(DataEngine.class).drawnShapes(size, pixels, seed);
  }
}
