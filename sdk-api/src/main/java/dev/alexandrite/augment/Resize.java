package dev.alexandrite.augment;

import java.util.Objects;

/**
 * How a picture of any size becomes one of a fixed size, before anything is cropped. Pixels are
 * equal to Pillow's: its {@code BILINEAR} unless an {@link Interpolation} is chosen.
 */
public sealed interface Resize {
  /**
   * The shorter side is brought to a size, the aspect kept (a fraction of a pixel of the longer
   * side is dropped), and a square in the middle kept: the paper's way (section 2), with 256.
   *
   * <p>The square lies so that the {@link InputPipeline}'s centre crop of it is the centre crop of
   * the whole resized picture, as torchvision's {@code Resize(pixels)} and {@code CenterCrop} take
   * it, half pixels to the even side. The middle of the square itself may be a pixel beside that of
   * the picture.
   *
   * @param pixels the height and width of the result
   * @param interpolation how pixels are mixed
   */
  record ShorterSide(int pixels, Interpolation interpolation) implements Resize {
    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public ShorterSide {
      requirePositive(pixels);
      Objects.requireNonNull(interpolation, "interpolation");
    }

    /**
     * With bilinear interpolation.
     *
     * @param pixels the height and width of the result
     */
    public ShorterSide(int pixels) {
      this(pixels, Interpolation.BILINEAR);
    }
  }

  /**
   * The whole picture is squashed to a size, whatever its aspect: Caffe's way, with 256×256, and
   * Pillow's {@code resize((width, height))}.
   *
   * @param height the height of the result in pixels
   * @param width the width of the result in pixels
   * @param interpolation how pixels are mixed
   */
  record Squash(int height, int width, Interpolation interpolation) implements Resize {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public Squash {
      requirePositive(height);
      requirePositive(width);
      Objects.requireNonNull(interpolation, "interpolation");
    }

    /**
     * With bilinear interpolation.
     *
     * @param height the height of the result in pixels
     * @param width the width of the result in pixels
     */
    public Squash(int height, int width) {
      this(height, width, Interpolation.BILINEAR);
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
