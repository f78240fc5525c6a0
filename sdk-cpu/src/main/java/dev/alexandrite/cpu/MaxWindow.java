package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The maximum over one window, all channels of a position side by side. The first element of the
 * window lies at {@code xAt}, the next column {@code step} further, the next row {@code pitch}.
 */
final class MaxWindow {
  private MaxWindow() {}

  /** {@code y = max x}. */
  static void forward(
      float[] x,
      int xAt,
      int pitch,
      int step,
      int rows,
      int columns,
      float[] y,
      int yAt,
      int channels) {
    int c = 0;
    for (; c <= channels - LANES; c += LANES) {
      FloatVector maximum = FloatVector.fromArray(SPECIES, x, xAt + c);
      for (int row = 0; row < rows; row++) {
        int at = xAt + c + row * pitch;
        for (int column = 0; column < columns; column++) {
          maximum = FloatVector.fromArray(SPECIES, x, at).max(maximum);
          at += step;
        }
      }
      maximum.intoArray(y, yAt + c);
    }
    for (; c < channels; c++) {
      float maximum = x[xAt + c];
      for (int row = 0; row < rows; row++) {
        int at = xAt + c + row * pitch;
        for (int column = 0; column < columns; column++) {
          maximum = Math.max(maximum, x[at]);
          at += step;
        }
      }
      y[yAt + c] = maximum;
    }
  }

  /**
   * Adds dy where x equals y: everywhere in the window if {@code all}, else at the first such place
   * in row order.
   */
  static void gradient(
      float[] x,
      int xAt,
      int pitch,
      int step,
      int rows,
      int columns,
      float[] y,
      int yAt,
      float[] dy,
      int dyAt,
      boolean all,
      float[] dx,
      int dxAt,
      int channels) {
    int c = 0;
    for (; c <= channels - LANES; c += LANES) {
      FloatVector maximum = FloatVector.fromArray(SPECIES, y, yAt + c);
      FloatVector left = FloatVector.fromArray(SPECIES, dy, dyAt + c); // to be given away
      for (int row = 0; row < rows; row++) {
        int at = c + row * pitch;
        for (int column = 0; column < columns; column++) {
          VectorMask<Float> equal =
              FloatVector.fromArray(SPECIES, x, xAt + at).compare(VectorOperators.EQ, maximum);
          FloatVector.fromArray(SPECIES, dx, dxAt + at)
              .add(FloatVector.zero(SPECIES).blend(left, equal))
              .intoArray(dx, dxAt + at);
          left = all ? left : FloatVector.zero(SPECIES).blend(left, equal.not());
          at += step;
        }
      }
    }
    for (; c < channels; c++) {
      float left = dy[dyAt + c];
      for (int row = 0; row < rows; row++) {
        int at = c + row * pitch;
        for (int column = 0; column < columns; column++) {
          boolean equal = x[xAt + at] == y[yAt + c];
          dx[dxAt + at] += equal ? left : 0f;
          left = equal && !all ? 0f : left;
          at += step;
        }
      }
    }
  }
}
