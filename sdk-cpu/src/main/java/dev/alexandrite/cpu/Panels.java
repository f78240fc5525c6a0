package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

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

  /** Where the lanes of a panel are read from if they lie {@code stride} apart. */
  static int[] steps(int stride) {
    int[] steps = new int[WIDTH];
    Arrays.setAll(steps, lane -> lane * stride);
    return steps;
  }

  /**
   * Copies one row of a panel from elements that lie {@code steps} apart; zeroes the rest. Scalar:
   * a gathering vector load is no faster, and before it is compiled far slower.
   */
  static void gatherRow(
      float[] from, int at, int[] steps, int valid, float[] to, int row, int width) {
    for (int lane = 0; lane < valid; lane++) {
      to[row + lane] = from[at + steps[lane]];
    }
    for (int lane = valid; lane < width; lane++) {
      to[row + lane] = 0;
    }
  }

  /** Copies one row of a panel from neighbouring elements; zeroes the rest. */
  static void copyRow(float[] from, int at, int valid, float[] to, int row, int width) {
    System.arraycopy(from, at, to, row, valid);
    for (int lane = valid; lane < width; lane++) {
      to[row + lane] = 0;
    }
  }

  /** Copies {@code count} rows, each of whole vectors, from and to places a stride apart. */
  static void copyRows(
      float[] from,
      int at,
      int fromStride,
      float[] to,
      int target,
      int toStride,
      int count,
      int width) {
    int in = at;
    int out = target;
    for (int i = 0; i < count; i++) {
      for (int lane = 0; lane < width; lane += LANES) {
        FloatVector.fromArray(SPECIES, from, in + lane).intoArray(to, out + lane);
      }
      in += fromStride;
      out += toStride;
    }
  }

  /**
   * Copies what {@code count} rows, {@code stride} apart, hold of one panel to neighbouring rows.
   */
  void copyPanel(float[] from, int at, int stride, int panel, int count, float[] to, int target) {
    int in = at + panel * WIDTH;
    int width = width(panel);
    int valid = valid(panel);
    if (valid == width) {
      copyRows(from, in, stride, to, target, width, count, width);
    } else {
      for (int i = 0; i < count; i++) {
        copyRow(from, in + i * stride, valid, to, target + i * width, width);
      }
    }
  }

  /** Cuts {@link #outputs} neighbours into row {@code row} of panels {@code depth} rows high. */
  void spread(float[] from, int at, float[] to, int target, int depth, int row) {
    int whole = outputs / WIDTH;
    int out = target + row * WIDTH;
    for (int panel = 0; panel < whole; panel++) {
      int in = at + panel * WIDTH;
      FloatVector.fromArray(SPECIES, from, in).intoArray(to, out);
      FloatVector.fromArray(SPECIES, from, in + LANES).intoArray(to, out + LANES);
      out += WIDTH * depth;
    }
    if (whole < count()) {
      int width = width(whole);
      int last = target + offset(whole, depth) + row * width;
      copyRow(from, at + whole * WIDTH, valid(whole), to, last, width);
    }
  }
}
