package dev.alexandrite.core.augment;

/**
 * A rectangle of an image, possibly mirrored: pixel (y, x) of it is pixel {@code (top + y, left +
 * step·x)} of the image.
 *
 * <p>Mutable, one for each thread: crops and flips compose in place.
 */
final class Crop {
  int height;
  int width;
  int top;
  int left;
  int step;

  /** The whole of an image. */
  Crop whole(int imageHeight, int imageWidth) {
    height = imageHeight;
    width = imageWidth;
    top = 0;
    left = 0;
    step = 1;
    return this;
  }

  /** Narrows to a rectangle of this one. */
  void cut(int fromTop, int fromLeft, int newHeight, int newWidth) {
    top += fromTop;
    left += step * fromLeft;
    height = newHeight;
    width = newWidth;
  }

  /** Narrows to the middle. */
  void cutCentre(int newHeight, int newWidth) {
    cut(centre(height, newHeight), centre(width, newWidth), newHeight, newWidth);
  }

  /** Exchanges left and right. */
  void flip() {
    left += step * (width - 1);
    step = -step;
  }

  /**
   * Where the middle part of a length begins; a half pixel goes to the even side as in torchvision.
   */
  static int centre(int length, int part) {
    return (int) Math.rint((length - part) / 2.0);
  }
}
