package dev.alexandrite.data;

import dev.alexandrite.Engines;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
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
   * Decodes an image file: JPEG, PNG, GIF or BMP, told by content.
   *
   * @param file the file
   * @return its pixels
   * @throws dev.alexandrite.DataException if it cannot be read, is no image, is damaged or is
   *     beyond a limit of {@link Decoding#defaults()}
   */
  public static Image read(Path file) {
    return read(file, Decoding.defaults());
  }

  /**
   * Decodes an image file.
   *
   * @param file the file
   * @param decoding formats and limits
   * @return its pixels
   * @throws dev.alexandrite.DataException as {@link #read(Path)}
   */
  public static Image read(Path file, Decoding decoding) {
    return Engines.load(DataEngine.class).decode(file, decoding);
  }

  /**
   * Decodes an image file that is in memory, such as an upload.
   *
   * @param file the bytes of the file
   * @return its pixels
   * @throws dev.alexandrite.DataException as {@link #read(Path)}
   */
  public static Image read(byte[] file) {
    return read(file, Decoding.defaults());
  }

  /**
   * Decodes an image file that is in memory.
   *
   * @param file the bytes of the file
   * @param decoding formats and limits
   * @return its pixels
   * @throws dev.alexandrite.DataException as {@link #read(Path)}
   */
  public static Image read(byte[] file, Decoding decoding) {
    return Engines.load(DataEngine.class).decode(file, "of " + file.length + " bytes", decoding);
  }

  /**
   * Decodes the image file that a stream holds, to its end.
   *
   * @param stream the stream, which stays open
   * @return its pixels
   * @throws dev.alexandrite.DataException as {@link #read(Path)}
   */
  public static Image read(InputStream stream) {
    return read(stream, Decoding.defaults());
  }

  /**
   * Decodes the image file that a stream holds, to its end.
   *
   * @param stream the stream, which stays open
   * @param decoding formats and limits
   * @return its pixels
   * @throws dev.alexandrite.DataException as {@link #read(Path)}
   */
  public static Image read(InputStream stream, Decoding decoding) {
    return Engines.load(DataEngine.class).decode(stream, "from a stream", decoding);
  }

  /**
   * Converts a picture that Java already holds.
   *
   * @param picture the picture; transparency is dropped, greyscale taken as stored
   * @return its pixels
   */
  public static Image of(BufferedImage picture) {
    return Engines.load(DataEngine.class).convert(picture);
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
