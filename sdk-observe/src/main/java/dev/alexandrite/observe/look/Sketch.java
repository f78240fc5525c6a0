package dev.alexandrite.observe.look;

import dev.alexandrite.data.Image;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an image to find others like it: its hash, by which candidates are found, and
 * 16×16 grey cells, by which they are compared. Few bits alone would take some skies for others.
 *
 * @param hash see {@link PerceptualHash}
 * @param grid the luma of the cells, {@code uint8[16, 16]}
 */
record Sketch(long hash, byte[] grid) {
  /** Cells across and down. */
  static final int SIDE = 16;

  /** The square of the correlation of two grids from which they are of one picture: of 0.9. */
  private static final double LEAST_SQUARED = 0.81;

  private static final int CELLS = SIDE * SIDE;
  private static final int STEP = PerceptualHash.CELLS / SIDE;

  /** The sketch of an image; null if all of it is so much the same that there is nothing to see. */
  static @Nullable Sketch of(Image image) {
    double[] cells = PerceptualHash.cells(image);
    if (!PerceptualHash.hasShape(cells)) {
      return null;
    }
    byte[] grid = new byte[CELLS];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double sum = 0;
        for (int i = 0; i < STEP * STEP; i++) {
          sum += cells[(y * STEP + i / STEP) * PerceptualHash.CELLS + x * STEP + i % STEP];
        }
        grid[y * SIDE + x] = (byte) Math.round(sum / (STEP * STEP));
      }
    }
    return new Sketch(PerceptualHash.of(cells), grid);
  }

  /** Whether the grids are the same but for brightness, contrast and a tenth. */
  boolean resembles(Sketch other, boolean mirrored) {
    long sum = 0;
    long otherSum = 0;
    long squares = 0;
    long otherSquares = 0;
    long products = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        long value = grid[y * SIDE + x] & 0xFF;
        long otherValue = other.grid[y * SIDE + (mirrored ? SIDE - 1 - x : x)] & 0xFF;
        sum += value;
        otherSum += otherValue;
        squares += value * value;
        otherSquares += otherValue * otherValue;
        products += value * otherValue;
      }
    }
    long covariance = CELLS * products - sum * otherSum;
    double variances =
        (double) (CELLS * squares - sum * sum) * (CELLS * otherSquares - otherSum * otherSum);
    return covariance > 0 && (double) covariance * covariance >= LEAST_SQUARED * variances;
  }
}
