package dev.alexandrite.cpu;

import java.util.Arrays;

/** The mean over one window, all channels of a position side by side; see {@link MaxWindow}. */
final class AverageWindow {
  private AverageWindow() {}

  /** {@code y = Σ x / divisor}. */
  static void forward(
      float[] x,
      int xAt,
      int pitch,
      int step,
      int rows,
      int columns,
      int divisor,
      float[] y,
      int yAt,
      int channels) {
    Arrays.fill(y, yAt, yAt + channels, 0f);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int at = xAt + row * pitch + column * step;
        Arithmetic.add(y, yAt, x, at, y, yAt, channels);
      }
    }
    Arithmetic.divide(y, yAt, divisor, y, yAt, channels);
  }

  /** {@code dx += dy / divisor} all over the window. */
  static void gradient(
      float[] dy,
      int dyAt,
      int divisor,
      int pitch,
      int step,
      int rows,
      int columns,
      float[] dx,
      int dxAt,
      int channels) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int at = dxAt + row * pitch + column * step;
        Arithmetic.addQuotient(dy, dyAt, divisor, dx, at, channels);
      }
    }
  }
}
