package dev.alexandrite.cpu;

import dev.alexandrite.tensor.ConvolutionGeometry;
import java.util.Arrays;

/**
 * Where the weights of square kernels lie that Winograd's algorithm slides over {@link
 * WinogradMaps}. Kernels of a stride have taps that do not exist, since their size is no multiple
 * of the stride.
 *
 * @param group elements from one group to the next
 * @param output elements from one output channel of a group to the next
 * @param taps taps along both axes
 * @param places where output channel 0 of group 0 has the weight of (input channel, ky, kx); -1 for
 *     a tap that does not exist
 */
record WinogradKernels(int group, int output, int taps, int[] places) {
  /** No such tap. */
  private static final int NONE = -1;

  /** Those of a convolution. */
  static WinogradKernels forward(ConvolutionGeometry g, WinogradTile tile) {
    return g.strideX() == 1 ? unitStride(g, tile.taps()) : strided(g, tile.taps());
  }

  private static WinogradKernels unitStride(ConvolutionGeometry g, int taps) {
    int[] places = new int[g.reduction()];
    Arrays.setAll(places, i -> i);
    return new WinogradKernels(
        g.filters() / g.groups() * g.reduction(), g.reduction(), taps, places);
  }

  /** The channels are those of {@link StridedMaps}. */
  private static WinogradKernels strided(ConvolutionGeometry g, int taps) {
    int stride = g.strideX();
    int[] places = new int[stride * stride * g.channels() * taps * taps];
    for (int i = 0; i < places.length; i++) {
      int tap = i % (taps * taps);
      int channel = i / (taps * taps);
      int ky = tap / taps * stride + channel / (stride * g.channels());
      int kx = tap % taps * stride + channel / g.channels() % stride;
      int input = channel % g.channels();
      boolean exists = ky < g.kernelHeight() && kx < g.kernelWidth();
      places[i] = exists ? (input * g.kernelHeight() + ky) * g.kernelWidth() + kx : NONE;
    }
    return new WinogradKernels(0, g.reduction(), taps, places);
  }

  /** Those of the input's gradient: from filters to channels, mirrored. */
  static WinogradKernels mirrored(ConvolutionGeometry g, int taps) {
    int area = taps * taps;
    int filters = g.filters() / g.groups();
    int[] places = new int[filters * area];
    Arrays.setAll(places, i -> i / area * g.reduction() + area - 1 - i % area);
    return new WinogradKernels(filters * g.reduction(), area, taps, places);
  }

  /** Where output channel 0 of group 0 has a weight. */
  int place(int channel, int tap) {
    return places[channel * taps * taps + tap];
  }

  static boolean exists(int place) {
    return place != NONE;
  }
}
