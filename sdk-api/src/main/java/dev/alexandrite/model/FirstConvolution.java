package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;

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
    return Conv2d.of(filters, roundedUp(input.height()), roundedUp(input.width()));
  }

  private static WindowAxis roundedUp(int size) {
    return WindowAxis.of(KERNEL).stride(STRIDE).pad(0, Math.floorMod(KERNEL - size, STRIDE));
  }

  /** With the same padding on all sides and rounding down, as in torchvision. */
  static Conv2d padded(int filters, int padding) {
    return Conv2d.of(filters, KERNEL).stride(STRIDE).pad(padding);
  }
}
