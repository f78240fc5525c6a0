package dev.alexandrite.cpu;

import dev.alexandrite.tensor.ConvolutionGeometry;

/**
 * What locally connected layers ask of their geometry. The inputs of one output position are
 * counted as its weights are: k ascends through (channel of the group, ky, kx).
 *
 * @param sizes the sizes
 * @param pixels what every (position, tap) meets, see {@link #pixel}
 */
record LocalGeometry(ConvolutionGeometry sizes, int[] pixels) {
  /** Where a window reaches over the edge. */
  static final int OUTSIDE = -1;

  LocalGeometry(ConvolutionGeometry sizes) {
    this(sizes, pixels(sizes));
  }

  int positions() {
    return sizes.outHeight() * sizes.outWidth();
  }

  int groupChannels() {
    return sizes.channels() / sizes.groups();
  }

  int groupFilters() {
    return sizes.filters() / sizes.groups();
  }

  int area() {
    return sizes.kernelHeight() * sizes.kernelWidth();
  }

  int inputElements() {
    return sizes.channels() * sizes.height() * sizes.width();
  }

  int outputElements() {
    return sizes.filters() * positions();
  }

  /** The weights of one position and group: their first one. */
  int weights(int position, int group) {
    return (position * sizes.filters() + group * groupFilters()) * sizes.reduction();
  }

  /** The pixel {@code y · width + x} that a tap of a position's kernel meets, or OUTSIDE. */
  int pixel(int position, int tap) {
    return pixels[position * area() + tap];
  }

  private static int[] pixels(ConvolutionGeometry sizes) {
    int area = sizes.kernelHeight() * sizes.kernelWidth();
    int[] pixels = new int[sizes.outHeight() * sizes.outWidth() * area];
    for (int i = 0; i < pixels.length; i++) {
      int position = i / area;
      int tap = i % area;
      int outY = position / sizes.outWidth();
      int outX = position % sizes.outWidth();
      int y =
          outY * sizes.strideY() - sizes.padTop() + tap / sizes.kernelWidth() * sizes.dilationY();
      int x =
          outX * sizes.strideX() - sizes.padLeft() + tap % sizes.kernelWidth() * sizes.dilationX();
      boolean inside = y >= 0 && y < sizes.height() && x >= 0 && x < sizes.width();
      pixels[i] = inside ? y * sizes.width() + x : OUTSIDE;
    }
    return pixels;
  }
}
