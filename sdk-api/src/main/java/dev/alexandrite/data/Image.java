package dev.alexandrite.data;

import java.util.Locale;

/**
 * One decoded picture: 8-bit red, green and blue, rows from the top, {@code uint8[H, W, 3]}.
 *
 * <p>The pixel array is handed over, not copied: neither the giver nor a reader changes it
 * afterwards. Under that rule an image is safe to share between threads.
 */
public final class Image {
  /** Channels of every image: red, green, blue. */
  public static final int CHANNELS = 3;

  private final int height;
  private final int width;
  private final byte[] rgb;

  /**
   * Wraps pixels.
   *
   * @param height the height in pixels, at least 1
   * @param width the width in pixels, at least 1
   * @param rgb {@code uint8[H, W, 3]}, kept without a copy
   * @throws IllegalArgumentException if a size is not positive or the array's length is another
   *     than {@code 3·H·W}
   */
  public Image(int height, int width, byte[] rgb) {
    if (height < 1 || width < 1 || rgb.length != (long) CHANNELS * height * width) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an image of %d×%d needs 3·height·width bytes, found %d",
              height,
              width,
              rgb.length));
    }
    this.height = height;
    this.width = width;
    this.rgb = rgb;
  }

  /**
   * The height.
   *
   * @return pixels from top to bottom
   */
  public int height() {
    return height;
  }

  /**
   * The width.
   *
   * @return pixels from left to right
   */
  public int width() {
    return width;
  }

  /**
   * The pixels themselves, not a copy: reading only.
   *
   * @return {@code uint8[H, W, 3]}
   */
  public byte[] rgb() {
    return rgb;
  }

  /**
   * One value.
   *
   * @param y the row, from the top
   * @param x the column, from the left
   * @param channel 0 red, 1 green, 2 blue
   * @return 0 to 255
   */
  public int value(int y, int x, int channel) {
    return rgb[(y * width + x) * CHANNELS + channel] & 0xFF;
  }

  /** The size, as in {@code image 375×500}. */
  @Override
  public String toString() {
    return "image " + height + "×" + width;
  }
}
