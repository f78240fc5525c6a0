package dev.alexandrite.cpu;

/**
 * A block of some rows of a matrix, copied to rows {@link #SPACING} apart. Rows of layers are often
 * a multiple of 4 KiB apart, so that a dozen of them would push each other out of the first-level
 * cache.
 */
final class RowTile {
  /** Elements of a row in a block: with two 512-bit vectors a panel of it has 32 KiB. */
  static final int BLOCK = 256;

  /** Elements from row to row: an odd number of cache lines. */
  static final int SPACING = BLOCK + CpuBuffer.LINE;

  private static final int[] STARTS = SimdLinear.rowStarts(MicroKernel.ROWS, SPACING);

  private RowTile() {}

  /** The memory of so many rows. */
  static int elements(int rows) {
    return rows * SPACING;
  }

  /** Copies a block of {@code count} rows that lie {@code stride} apart. */
  static void copy(
      float[] from, int at, int stride, int count, int length, float[] to, int target) {
    for (int row = 0; row < count; row++) {
      System.arraycopy(from, at + row * stride, to, target + row * SPACING, length);
    }
  }

  /**
   * Adds the products of some rows and one panel to a tile of sums, as {@link MicroKernel} does.
   *
   * @param rows {@link MicroKernel#tileRows}
   * @param work holds everything
   * @param panel where the panel begins, {@code float32[length, width]}
   * @param width {@link Panels#WIDTH} or {@link Simd#LANES}
   * @param row where the first row begins
   * @param length of the rows
   * @param sums where the tile begins, {@code float32[rows, width]}
   */
  static void accumulate(
      int rows, float[] work, int panel, int width, int row, int length, int sums) {
    if (rows == MicroKernel.ROWS) {
      MicroKernel.accumulate(
          rows, work, panel, width, work, STARTS, 0, row, 1, length, 0, work, sums);
    } else {
      TileMicroKernel.accumulate(work, panel, row, length, sums);
    }
  }

  /**
   * Transposes a copied block.
   *
   * @param from holds the block
   * @param at where it begins
   * @param count rows of it
   * @param length elements of a row
   * @param to receives {@code float32[length, width]}
   * @param target where that begins
   * @param width at least {@code count}; the rest is zero
   */
  static void transpose(
      float[] from, int at, int count, int length, float[] to, int target, int width) {
    for (int i = 0; i < length; i++) {
      int out = target + i * width;
      for (int row = 0; row < count; row++) {
        to[out + row] = from[at + row * SPACING + i];
      }
      for (int row = count; row < width; row++) {
        to[out + row] = 0;
      }
    }
  }
}
