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

  /** Whether it is all of an image, and not mirrored. */
  boolean isWhole(int imageHeight, int imageWidth) {
    return top == 0 && left == 0 && step == 1 && height == imageHeight && width == imageWidth;
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

  /** Whether a row is one of the image, and not of the padding above or below. */
  boolean hasRow(int y, int imageHeight) {
    return top + y >= 0 && top + y < imageHeight;
  }

  /** The first column of a row whose pixel is one of the image; the width if none is. */
  int firstInside(int y, int imageHeight, int imageWidth) {
    if (!hasRow(y, imageHeight)) {
      return width;
    }
    int outside = step > 0 ? -left : left - (imageWidth - 1);
    return Math.clamp(outside, 0, width);
  }

  /** The column behind the last of the row whose pixel is one of the image. */
  int endInside(int firstInside, int imageWidth) {
    int inside = step > 0 ? imageWidth - left : left + 1;
    return Math.clamp(inside, firstInside, width);
  }

  /**
   * Where the middle part of a length begins; a half pixel goes to the even side as in torchvision.
   */
  static int centre(int length, int part) {
    return (int) Math.rint((length - part) / 2.0);
  }
}
