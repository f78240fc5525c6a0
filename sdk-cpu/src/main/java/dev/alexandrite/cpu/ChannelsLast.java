package dev.alexandrite.cpu;

import dev.alexandrite.tensor.Shape;

/** Copies one example between row-major order and the memory's order, channels last if rank 3. */
final class ChannelsLast {
  private ChannelsLast() {}

  static void toRowMajor(Shape shape, float[] from, int fromAt, float[] to, int toAt) {
    int positions = shape.height() * shape.width();
    transpose(positions, shape.elements() / positions, from, fromAt, to, toAt);
  }

  static void fromRowMajor(Shape shape, float[] from, int fromAt, float[] to, int toAt) {
    int positions = shape.height() * shape.width();
    transpose(shape.elements() / positions, positions, from, fromAt, to, toAt);
  }

  private static void transpose(
      int height, int width, float[] from, int fromAt, float[] to, int toAt) {
    if (height == 1 || width == 1) {
      System.arraycopy(from, fromAt, to, toAt, height * width);
      return;
    }
    for (int column = 0; column < width; column++) {
      for (int row = 0; row < height; row++) {
        to[toAt + column * height + row] = from[fromAt + row * width + column];
      }
    }
  }
}
