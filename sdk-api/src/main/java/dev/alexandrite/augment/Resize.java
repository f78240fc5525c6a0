package dev.alexandrite.augment;

/**
 * How a picture of any size becomes one of a fixed size, before anything is cropped. Interpolation
 * is bilinear and, when the picture shrinks, widened to the whole area of the source that a pixel
 * stands for: Pillow's {@code BILINEAR}, torchvision's {@code antialias=True}.
 */
public sealed interface Resize {
  /**
   * The shorter side is brought to a size, the aspect kept, and the central square kept: the
   * paper's way (section 2), with 256.
   *
   * @param pixels the height and width of the result
   */
  record ShorterSide(int pixels) implements Resize {
    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public ShorterSide {
      requirePositive(pixels);
    }
  }

  /**
   * The whole picture is squashed to a size, whatever its aspect: Caffe's way, with 256×256.
   *
   * @param height the height of the result in pixels
   * @param width the width of the result in pixels
   */
  record Squash(int height, int width) implements Resize {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public Squash {
      requirePositive(height);
      requirePositive(width);
    }
  }

  /**
   * Pictures have this size already; another is an error that names the picture.
   *
   * @param height the height in pixels
   * @param width the width in pixels
   */
  record None(int height, int width) implements Resize {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public None {
      requirePositive(height);
      requirePositive(width);
    }
  }

  /**
   * The height of every resized image.
   *
   * @return pixels
   */
  default int resizedHeight() {
    return switch (this) {
      case ShorterSide side -> side.pixels();
      case Squash squash -> squash.height();
      case None none -> none.height();
    };
  }

  /**
   * The width of every resized image.
   *
   * @return pixels
   */
  default int resizedWidth() {
    return switch (this) {
      case ShorterSide side -> side.pixels();
      case Squash squash -> squash.width();
      case None none -> none.width();
    };
  }

  private static void requirePositive(int pixels) {
    if (pixels < 1) {
      throw new IllegalArgumentException("resize: a size must be positive, found " + pixels);
    }
  }
}
