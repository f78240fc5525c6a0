package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.spi.BatchTree;
import jdk.incubator.vector.FloatVector;

/** Sums of rows, lane by lane; widths are multiples of a vector. */
final class VectorSums {
  private VectorSums() {}

  /** Adds {@code count} rows, one after another, to {@code sums}. */
  static void addRows(float[] rows, int at, int count, int width, float[] sums, int s) {
    for (int lane = 0; lane < width; lane += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, sums, s + lane);
      for (int i = 0; i < count; i++) {
        sum = FloatVector.fromArray(SPECIES, rows, at + i * width + lane).add(sum);
      }
      sum.intoArray(sums, s + lane);
    }
  }

  /** Sums {@code count} vectors a stride apart, of which {@code valid} lanes exist. */
  static void addColumn(
      float[] rows, int at, int stride, int count, int valid, float[] sums, int s) {
    if (valid == LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = 0; i < count; i++) {
        sum = FloatVector.fromArray(SPECIES, rows, at + i * stride).add(sum);
      }
      sum.intoArray(sums, s);
    } else {
      for (int lane = 0; lane < valid; lane++) {
        float sum = 0;
        for (int i = 0; i < count; i++) {
          sum += rows[at + i * stride + lane];
        }
        sums[s + lane] = sum;
      }
    }
  }

  /** Adds eight rows, {@code stride} apart, in the order of {@link BatchTree}. */
  static void addLeaves(float[] leaves, int at, int stride, int width, float[] sums, int s) {
    for (int lane = 0; lane < width; lane += LANES) {
      FloatVector left = addFour(leaves, at + lane, stride);
      FloatVector right = addFour(leaves, at + lane + 4 * stride, stride);
      left.add(right).intoArray(sums, s + lane);
    }
  }

  /**
   * Adds the four tiles of {@link OuterProductPairKernel6x2} in the order of {@link BatchTree}.
   *
   * @param pairs holds the tiles, one after another
   * @param at where they begin
   * @param rows of the tiles that count
   * @param sums receives them
   * @param s where the first row goes
   * @param stride from row to row
   */
  static void addPairs(float[] pairs, int at, int rows, float[] sums, int s, int stride) {
    int to = s;
    int end = at + rows * Panels.WIDTH;
    for (int row = at; row < end; row += Panels.WIDTH) {
      addFour(pairs, row, OuterProductPairKernel6x2.TILE).intoArray(sums, to);
      addFour(pairs, row + LANES, OuterProductPairKernel6x2.TILE).intoArray(sums, to + LANES);
      to += stride;
    }
  }

  private static FloatVector addFour(float[] leaves, int at, int stride) {
    FloatVector first =
        FloatVector.fromArray(SPECIES, leaves, at)
            .add(FloatVector.fromArray(SPECIES, leaves, at + stride));
    FloatVector second =
        FloatVector.fromArray(SPECIES, leaves, at + 2 * stride)
            .add(FloatVector.fromArray(SPECIES, leaves, at + 3 * stride));
    return first.add(second);
  }
}
