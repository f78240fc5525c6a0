package dev.alexandrite.observe.look;

import dev.alexandrite.data.Image;

/**
 * 64 bits that stay nearly the same when an image is scaled, compressed again, or made a little
 * brighter: a DCT hash, as pHash made it known. The luma (BT.601) is averaged over a grid of 32×32
 * cells, whatever the aspect; a bit is the sign of one of the 64 lowest frequencies of the grid's
 * cosine transform, without the constant one, in zigzag order. Signs do not depend on brightness
 * and contrast, and a mirror image has the opposite ones of exactly the odd horizontal frequencies.
 *
 * <p>The averages are sums of whole numbers, so that the bits are the same on every machine.
 */
final class PerceptualHash {
  /** The bits of a hash. */
  static final int BITS = 64;

  /** Cells across and down. */
  static final int CELLS = 32;

  /** With less between its darkest and its brightest cell, of 256, an image has no shape. */
  private static final int LEAST_CONTRAST = 8;

  /** The place of each bit in the transform. */
  private static final int[] HORIZONTAL = new int[BITS];

  private static final int[] VERTICAL = new int[BITS];
  private static final int FREQUENCIES;

  /** The bits that a mirror image has the other way round. */
  private static final long MIRRORED;

  static {
    int bit = 0;
    int highest = 0;
    long odd = 0;
    for (int diagonal = 1; bit < BITS; diagonal++) {
      for (int vertical = 0; vertical <= diagonal && bit < BITS; vertical++) {
        int horizontal = diagonal - vertical;
        HORIZONTAL[bit] = horizontal;
        VERTICAL[bit] = vertical;
        odd |= (long) (horizontal & 1) << bit;
        highest = diagonal;
        bit++;
      }
    }
    FREQUENCIES = highest + 1;
    MIRRORED = odd;
  }

  private static final double[][] COSINES = cosines();

  private PerceptualHash() {}

  private static double[][] cosines() {
    double[][] cosines = new double[FREQUENCIES][CELLS];
    for (int frequency = 0; frequency < FREQUENCIES; frequency++) {
      for (int cell = 0; cell < CELLS; cell++) {
        cosines[frequency][cell] =
            StrictMath.cos(StrictMath.PI * frequency * (2 * cell + 1) / (2 * CELLS));
      }
    }
    return cosines;
  }

  /** The hash of the mirror image. */
  static long mirrored(long hash) {
    return hash ^ MIRRORED;
  }

  /** In how many bits two hashes differ. */
  static int distance(long one, long other) {
    return Long.bitCount(one ^ other);
  }

  /**
   * The luma of the cells, from 0 to 255.
   *
   * @return {@code float64[32, 32]}
   */
  static double[] cells(Image image) {
    int width = image.width();
    int height = image.height();
    long[] sums = new long[CELLS * CELLS];
    long[] row = new long[CELLS];
    int[] luma = new int[width];
    byte[] rgb = image.rgb();
    for (int y = 0; y < height; y++) {
      for (int x = 0, at = y * width * Image.CHANNELS; x < width; x++, at += Image.CHANNELS) {
        luma[x] = 299 * (rgb[at] & 0xFF) + 587 * (rgb[at + 1] & 0xFF) + 114 * (rgb[at + 2] & 0xFF);
      }
      for (int cell = 0; cell < CELLS; cell++) {
        row[cell] = part(luma, width, cell);
      }
      // The row reaches from 32·y to 32·(y + 1), a cell from height·cell to height·(cell + 1).
      int last = (int) (((long) CELLS * (y + 1) - 1) / height);
      for (int cell = (int) ((long) CELLS * y / height); cell <= last; cell++) {
        long share = overlap(y, cell, height);
        for (int x = 0; x < CELLS; x++) {
          sums[cell * CELLS + x] += share * row[x];
        }
      }
    }
    double[] cells = new double[CELLS * CELLS];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = sums[i] / (1000.0 * width * height);
    }
    return cells;
  }

  /** What falls into a cell of a row, in 32nds of a pixel. */
  private static long part(int[] luma, int width, int cell) {
    int first = (int) ((long) width * cell / CELLS);
    int last = (int) (((long) width * (cell + 1) - 1) / CELLS);
    if (first == last) {
      return (long) luma[first] * width;
    }
    long sum = luma[first] * overlap(first, cell, width) + luma[last] * overlap(last, cell, width);
    long between = 0;
    for (int x = first + 1; x < last; x++) {
      between += luma[x];
    }
    return sum + CELLS * between;
  }

  /** What a pixel and a cell have in common, in 32nds of a pixel. */
  private static long overlap(int pixel, int cell, int pixels) {
    long begin = Math.max((long) CELLS * pixel, (long) pixels * cell);
    long end = Math.min((long) CELLS * (pixel + 1), (long) pixels * (cell + 1));
    return end - begin;
  }

  /** Whether the cells have enough of a shape for their hash to mean something. */
  static boolean hasShape(double[] cells) {
    double least = 255;
    double most = 0;
    for (double cell : cells) {
      least = Math.min(least, cell);
      most = Math.max(most, cell);
    }
    return most - least >= LEAST_CONTRAST;
  }

  /** The hash of an image, by its cells. */
  static long of(double[] cells) {
    double[] across = new double[CELLS * FREQUENCIES];
    for (int y = 0; y < CELLS; y++) {
      for (int frequency = 0; frequency < FREQUENCIES; frequency++) {
        double sum = 0;
        for (int x = 0; x < CELLS; x++) {
          sum += cells[y * CELLS + x] * COSINES[frequency][x];
        }
        across[y * FREQUENCIES + frequency] = sum;
      }
    }
    long hash = 0;
    for (int bit = 0; bit < BITS; bit++) {
      double sum = 0;
      for (int y = 0; y < CELLS; y++) {
        sum += across[y * FREQUENCIES + HORIZONTAL[bit]] * COSINES[VERTICAL[bit]][y];
      }
      hash |= sum > 0 ? 1L << bit : 0;
    }
    return hash;
  }
}
