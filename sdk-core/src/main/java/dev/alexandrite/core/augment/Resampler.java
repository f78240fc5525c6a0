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
    int width = across.targets();
    int stride = 3 * width;
    if (narrowed.length < rows * stride) {
      narrowed = new byte[rows * stride];
    }
    for (int y = 0; y < rows; y++) {
      int base = origin + 3 * (top + y) * sourceWidth;
      int to = y * stride;
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < 3; channel++) {
          narrowed[to++] = across.value(x, source, base + channel, 3);
        }
      }
    }
    for (int y = 0; y < down.targets(); y++) {
      for (int column = 0; column < stride; column++) {
        // Tables count rows from the top of the source, narrowed begins at the first one needed.
        target[y * stride + column] = down.value(y, narrowed, column - top * stride, stride);
      }
    }
  }
}
