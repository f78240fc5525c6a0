package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;

/**
 * How {@code outputs} results side by side are cut into panels of two vectors; the last panel has
 * one vector if that is enough. Lanes beyond the last result are zero.
 *
 * @param outputs the results
 */
record Panels(int outputs) {
  /** Lanes of every panel but perhaps the last. */
  static final int WIDTH = 2 * LANES;

  int count() {
    return (outputs + WIDTH - 1) / WIDTH;
  }

  /** Results in a panel. */
  int valid(int panel) {
    return Math.min(WIDTH, outputs - panel * WIDTH);
  }

  /** Lanes in a panel. */
  int width(int panel) {
    return valid(panel) <= LANES ? LANES : WIDTH;
  }

  /** Lanes in all panels. */
  int lanes() {
    return Simd.roundUp(outputs, LANES);
  }

  /** Where a panel begins if every panel has {@code depth} rows and they lie one after another. */
  int offset(int panel, int depth) {
    return panel * WIDTH * depth;
  }

  /** Copies one row of a panel from elements that lie {@code stride} apart; zeroes the rest. */
  static void gatherRow(
      float[] from, int at, int stride, int valid, float[] to, int row, int width) {
    for (int lane = 0; lane < valid; lane++) {
      to[row + lane] = from[at + lane * stride];
    }
    for (int lane = valid; lane < width; lane++) {
      to[row + lane] = 0;
    }
  }

  /** Copies one row of a panel from neighbouring elements; zeroes the rest. */
  static void copyRow(float[] from, int at, int valid, float[] to, int row, int width) {
    for (int lane = 0; lane < valid; lane++) {
      to[row + lane] = from[at + lane];
    }
    for (int lane = valid; lane < width; lane++) {
      to[row + lane] = 0;
    }
  }
}
