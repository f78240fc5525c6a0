package dev.alexandrite.cpu;

/**
 * A section of some rows of a matrix, packed: copied to rows {@link #SPACING} apart. Rows of layers
 * are often a multiple of 4 KiB apart, so that a dozen of them would push each other out of the
 * first-level cache.
 */
final class PackedRows {
  /** Elements of a row in a block: with two 512-bit vectors a panel of it has 32 KiB. */
  static final int BLOCK = 256;

  /** Elements of a row in a section, several blocks side by side: a memory page. */
  static final int SECTION = 4 * BLOCK;

  /** Elements from row to row: rows of a block lie an odd number of cache lines apart. */
  static final int SPACING = SECTION + BLOCK + CpuBuffer.LINE;

  private static final int[] STARTS = SimdLinear.rowStarts(GemmKernel.ROWS, SPACING);

  private PackedRows() {}

  /** The memory of so many rows. */
  static int elements(int rows) {
    return rows * SPACING;
  }

  /** Copies a part of {@code count} rows that lie {@code stride} apart. */
  static void copy(
      float[] from, int at, int stride, int count, int length, float[] to, int target) {
    for (int row = 0; row < count; row++) {
      System.arraycopy(from, at + row * stride, to, target + row * SPACING, length);
    }
  }

  /**
   * Adds the products of some rows and one panel to a tile of sums, as {@link GemmKernel} does.
   *
   * @param rows {@link GemmKernel#tileRows}
   * @param work holds everything
   * @param panel where the panel begins, {@code float32[length, width]}
   * @param width {@link Panels#WIDTH} or {@link Simd#LANES}
   * @param row where the first row begins
   * @param length of the rows
   * @param sums where the tile begins, {@code float32[rows, width]}
   * @param prefetch is moved on where the kernel can
   */
  static void accumulate(
      int rows,
      float[] work,
      int panel,
      int width,
      int row,
      int length,
      int sums,
      RowPrefetch prefetch) {
    if (rows == GemmKernel.ROWS) {
      GemmKernel.accumulate(
          rows, work, panel, width, work, STARTS, 0, row, 1, length, 0, work, sums);
    } else if (prefetch.fits(length)) {
      PackedGemmPrefetchKernel12x2.accumulate(work, panel, row, length, sums, prefetch);
    } else {
      PackedGemmKernel12x2.accumulate(work, panel, row, length, sums);
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
    int row = 0;
    for (; row + 8 <= count; row += 8) {
      transposeEight(from, at + row * SPACING, length, to, target + row, width);
    }
    for (; row < count; row++) {
      for (int i = 0; i < length; i++) {
        to[target + i * width + row] = from[at + row * SPACING + i];
      }
    }
    for (; row < width; row++) {
      for (int i = 0; i < length; i++) {
        to[target + i * width + row] = 0;
      }
    }
  }

  private static void transposeEight(
      float[] from, int at, int length, float[] to, int target, int width) {
    int out = target;
    for (int in = at; in < at + length; in++) {
      to[out] = from[in];
      to[out + 1] = from[in + SPACING];
      to[out + 2] = from[in + 2 * SPACING];
      to[out + 3] = from[in + 3 * SPACING];
      to[out + 4] = from[in + 4 * SPACING];
      to[out + 5] = from[in + 5 * SPACING];
      to[out + 6] = from[in + 6 * SPACING];
      to[out + 7] = from[in + 7 * SPACING];
      out += width;
    }
  }
}
