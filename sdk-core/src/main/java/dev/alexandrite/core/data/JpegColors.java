package dev.alexandrite.core.data;

import dev.alexandrite.data.Image;
import java.awt.image.Raster;

/** From the components stored in a JPEG file to red, green and blue, as libjpeg and Pillow do. */
final class JpegColors {
  private static final int FRACTION_BITS = 16;
  private static final int HALF = 1 << (FRACTION_BITS - 1);

  // ITU-R BT.601 as JFIF prescribes it, rounded to 16 bits as in libjpeg's jdcolor.
  private static final int CR_TO_RED = 91881; // 1.40200
  private static final int CB_TO_GREEN = 22554; // 0.34414
  private static final int CR_TO_GREEN = 46802; // 0.71414
  private static final int CB_TO_BLUE = 116130; // 1.77200

  private JpegColors() {}

  static Image toRgb(Raster raster, JpegHeader header) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int bands = raster.getNumBands();
    byte[] rgb = new byte[3 * width * height];
    int[] row = new int[width * bands];
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      int at = 3 * width * y;
      switch (bands) {
        case 1, 2 -> grey(row, bands, rgb, at);
        case 3 -> {
          if (!header.isRgb()) {
            fromYcc(row, bands);
          }
          copy(row, rgb, at);
        }
        case 4 -> {
          if (header.isYcck()) {
            fromYcc(row, bands);
            invert(row);
          }
          fromInvertedCmyk(row, rgb, at);
        }
        default -> throw new IllegalArgumentException(bands + " colour components");
      }
    }
    return new Image(height, width, rgb);
  }

  private static void grey(int[] row, int bands, byte[] rgb, int at) {
    for (int from = 0, to = at; from < row.length; from += bands) {
      byte value = (byte) row[from];
      rgb[to++] = value;
      rgb[to++] = value;
      rgb[to++] = value;
    }
  }

  private static void copy(int[] row, byte[] rgb, int at) {
    for (int i = 0; i < row.length; i++) {
      rgb[at + i] = (byte) row[i];
    }
  }

  /** Luma and chromas to red, green and blue in place; a fourth band stays. */
  private static void fromYcc(int[] row, int bands) {
    for (int i = 0; i < row.length; i += bands) {
      int luma = row[i];
      int blueness = row[i + 1] - 128;
      int redness = row[i + 2] - 128;
      row[i] = clamp(luma + ((CR_TO_RED * redness + HALF) >> FRACTION_BITS));
      row[i + 1] =
          clamp(luma + ((HALF - CB_TO_GREEN * blueness - CR_TO_GREEN * redness) >> FRACTION_BITS));
      row[i + 2] = clamp(luma + ((CB_TO_BLUE * blueness + HALF) >> FRACTION_BITS));
    }
  }

  /** YCCK holds cyan, magenta and yellow as if they were the complements of red, green and blue. */
  private static void invert(int[] row) {
    for (int i = 0; i < row.length; i += 4) {
      row[i] = 255 - row[i];
      row[i + 1] = 255 - row[i + 1];
      row[i + 2] = 255 - row[i + 2];
    }
  }

  /**
   * Adobe stores ink inverted, 255 for none, and so does everyone after it, marker or not: Pillow
   * assumes it too.
   */
  private static void fromInvertedCmyk(int[] row, byte[] rgb, int at) {
    for (int from = 0, to = at; from < row.length; from += 4) {
      int light = row[from + 3];
      rgb[to++] = (byte) (light - scaled(255 - row[from], light));
      rgb[to++] = (byte) (light - scaled(255 - row[from + 1], light));
      rgb[to++] = (byte) (light - scaled(255 - row[from + 2], light));
    }
  }

  /** {@code a·b/255} rounded, without a division; at most {@code b}. */
  private static int scaled(int a, int b) {
    int product = a * b + 128;
    return (product + (product >> 8)) >> 8;
  }

  private static int clamp(int value) {
    return Math.clamp(value, 0, 255);
  }
}
