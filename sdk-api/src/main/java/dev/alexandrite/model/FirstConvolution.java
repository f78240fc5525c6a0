package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;

/** The 11×11 convolution with stride 4 that every full-size AlexNet begins with. */
final class FirstConvolution {
  private static final int KERNEL = 11;
  private static final int STRIDE = 4;

  private FirstConvolution() {}

  /**
   * As in cuda-convnet, which rounds the number of windows up and reads zeros beyond the image: 3
   * rows and columns for 224 pixels, at the bottom and the right alone.
   */
  static Conv2d roundedUp(int filters, Shape input) {
    return Conv2d.of(filters, KERNEL)
        .stride(STRIDE)
        .padding(new Padding(0, missing(input.height()), 0, missing(input.width())));
  }

  /** With the same padding on all sides and rounding down, as in torchvision. */
  static Conv2d padded(int filters, int padding) {
    return Conv2d.of(filters, KERNEL).stride(STRIDE).pad(padding);
  }

  private static int missing(int size) {
    return Math.floorMod(KERNEL - size, STRIDE);
  }
}
