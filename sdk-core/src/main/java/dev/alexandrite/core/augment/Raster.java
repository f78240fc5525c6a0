package dev.alexandrite.core.augment;

/**
 * A picture in bytes that changes: {@code uint8[height, width, 3]}, red, green, blue.
 *
 * <p>Mutable, one for each thread; both arrays are used again for the next picture and may be
 * longer than the picture. What cannot be computed in place is written to the {@link #spare} array,
 * which then becomes the picture.
 */
final class Raster {
  int height;
  int width;
  byte[] rgb = new byte[0];
  private byte[] spare = new byte[0];

  /** How many bytes of {@link #rgb} count. */
  int length() {
    return 3 * height * width;
  }

  /** The other array, with room for a picture of a size. */
  byte[] spare(int newHeight, int newWidth) {
    int length = 3 * newHeight * newWidth;
    if (spare.length < length) {
      spare = new byte[length];
    }
    return spare;
  }

  /** Makes what was written to the other array the picture. */
  void takeSpare(int newHeight, int newWidth) {
    byte[] written = spare;
    spare = rgb;
    rgb = written;
    height = newHeight;
    width = newWidth;
  }
}
