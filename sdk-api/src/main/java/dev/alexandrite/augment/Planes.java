package dev.alexandrite.augment;

import java.util.Locale;

/**
 * An image that a {@link Transform} changes: {@code float32[3, H, W]}, red, green, blue from 0 to
 * 255. It is valid only during the call.
 */
public final class Planes {
  /** Channels of every image: red, green, blue. */
  public static final int CHANNELS = 3;

  private final int height;
  private final int width;
  private final float[] values;

  /**
   * Wraps pixels.
   *
   * @param height the height in pixels
   * @param width the width in pixels
   * @param values at least {@code 3·height·width} numbers, kept without a copy; more are ignored
   * @throws IllegalArgumentException if a size is not positive or the array is too short
   */
  public Planes(int height, int width, float[] values) {
    if (height < 1 || width < 1 || values.length < (long) CHANNELS * height * width) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "planes of %d×%d need at least 3·height·width values, found %d",
              height,
              width,
              values.length));
    }
    this.height = height;
    this.width = width;
    this.values = values;
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
   * The pixels themselves, to be read and written; the first {@code 3·H·W} count.
   *
   * @return {@code float32[3, H, W]}
   */
  public float[] values() {
    return values;
  }

  /**
   * The place of a value in {@link #values}.
   *
   * @param channel 0 red, 1 green, 2 blue
   * @param y the row, from the top
   * @param x the column, from the left
   * @return {@code (channel·H + y)·W + x}
   */
  public int index(int channel, int y, int x) {
    return (channel * height + y) * width + x;
  }

  @Override
  public String toString() {
    return "planes of " + height + " by " + width;
  }
}
