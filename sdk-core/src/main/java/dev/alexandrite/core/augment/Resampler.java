package dev.alexandrite.core.augment;

import dev.alexandrite.DataException;
import dev.alexandrite.core.augment.ResampleTable.Axis;
import java.util.Locale;

/**
 * Resizes a rectangle of a picture as Pillow does: first along rows, for the rows needed, then
 * along columns, rounding to bytes in between.
 *
 * <p>Mutable, one for each thread; what it has allocated is used again.
 */
final class Resampler {
  private final ResampleTable down = new ResampleTable();
  private final ResampleTable across = new ResampleTable();
  private byte[] narrowed = new byte[0];
  private int[] sums = new int[0];

  /**
   * Makes sure that arrays can hold what is in between.
   *
   * @throws DataException if they cannot; it names the picture
   */
  static void require(Axis vertical, Axis horizontal, String name) {
    requireTable(vertical, name);
    requireTable(horizontal, name);
    long rows = vertical.reach();
    if (3 * rows * horizontal.targets() > Integer.MAX_VALUE) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "image %s: %d rows of %d pixels are too many to be resized at once; crop the picture,"
                  + " or resize to fewer pixels",
              name,
              rows,
              horizontal.targets()));
    }
  }

  private static void requireTable(Axis axis, String name) {
    if (axis.weights() > Integer.MAX_VALUE) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "image %s: a side of %d pixels is too long to be resized to %d; crop the picture",
              name,
              axis.source(),
              axis.resized()));
    }
  }

  /**
   * Resizes.
   *
   * @param source uint8[H, W, 3]
   * @param origin where the first pixel of the rectangle begins
   * @param sourceWidth W
   * @param vertical the rectangle's rows and what becomes of them
   * @param horizontal its columns and what becomes of them
   * @param target receives uint8[vertical targets, horizontal targets, 3]
   */
  void resample(
      byte[] source, int origin, int sourceWidth, Axis vertical, Axis horizontal, byte[] target) {
    down.set(vertical);
    across.set(horizontal);
    int top = down.firstSource();
    int rows = down.endSource() - top;
    int stride = 3 * across.targets();
    if (narrowed.length < rows * stride) {
      narrowed = new byte[rows * stride];
    }
    if (sums.length != stride) {
      sums = new int[stride];
    }
    for (int y = 0; y < rows; y++) {
      across.mixPixels(source, origin + 3 * (top + y) * sourceWidth, narrowed, y * stride);
    }
    for (int y = 0; y < down.targets(); y++) {
      down.mixRows(y, narrowed, sums, target, y * stride);
    }
  }
}
