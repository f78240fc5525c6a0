package dev.alexandrite.model;

import dev.alexandrite.spi.PoolingGeometry;

/** The window that both kinds of pooling share: output sizes and checks. */
record PoolingWindow(
    int kernelHeight, int kernelWidth, int strideY, int strideX, Padding padding, boolean ceil) {

  PoolingGeometry geometry(Shape input) {
    return new PoolingGeometry(
        input.channels(),
        input.height(),
        input.width(),
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padding.top(),
        padding.left(),
        padding.bottom(),
        padding.right(),
        positions(input.height(), padding.top(), padding.bottom(), kernelHeight, strideY),
        positions(input.width(), padding.left(), padding.right(), kernelWidth, strideX));
  }

  /**
   * Positions of a window along one axis. Rounding up may add a window that sticks out at the end,
   * unless it would begin beyond the map: such a window has nothing to pool (the rule of Caffe and
   * PyTorch).
   */
  private int positions(int size, int before, int after, int kernel, int stride) {
    int room = size + before + after - kernel;
    if (!ceil) {
      return Math.floorDiv(room, stride) + 1;
    }
    int rounded = Math.ceilDiv(room, stride) + 1;
    boolean beyond = (long) (rounded - 1) * stride >= size + before;
    return beyond ? rounded - 1 : rounded;
  }

  Shape output(String node, Shape input) {
    Require.positive(node, "kernel height", kernelHeight);
    Require.positive(node, "kernel width", kernelWidth);
    Require.positive(node, "vertical stride", strideY);
    Require.positive(node, "horizontal stride", strideX);
    Require.padding(node, padding);
    smallerThanKernel(node, "height", Math.max(padding.top(), padding.bottom()), kernelHeight);
    smallerThanKernel(node, "width", Math.max(padding.left(), padding.right()), kernelWidth);
    Require.fits(node, "height", input.height(), padding.top(), padding.bottom(), kernelHeight);
    Require.fits(node, "width", input.width(), padding.left(), padding.right(), kernelWidth);
    Require.shape(
        node,
        "the padded input",
        input.channels(),
        (long) input.height() + padding.top() + padding.bottom(),
        (long) input.width() + padding.left() + padding.right());
    return geometry(input).output();
  }

  /** Otherwise a window could lie in the padding alone, where there is nothing to pool. */
  private static void smallerThanKernel(String node, String axis, int padding, int kernel) {
    Require.that(
        padding < kernel,
        node,
        "padding "
            + padding
            + " is not smaller than the kernel "
            + axis
            + " "
            + kernel
            + "; a window would lie in the padding alone, use at most "
            + (kernel - 1));
  }
}
