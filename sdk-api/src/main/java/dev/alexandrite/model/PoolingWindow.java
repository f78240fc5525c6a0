package dev.alexandrite.model;

import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Shape;

/** The window that both kinds of pooling share: output sizes and checks. */
record PoolingWindow(
    int kernelHeight,
    int kernelWidth,
    int strideY,
    int strideX,
    Padding padding,
    boolean ceil,
    int dilationY,
    int dilationX) {

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
        positions(
            input.height(),
            padding.top(),
            padding.bottom(),
            (kernelHeight - 1) * dilationY + 1,
            strideY),
        positions(
            input.width(),
            padding.left(),
            padding.right(),
            (kernelWidth - 1) * dilationX + 1,
            strideX),
        dilationY,
        dilationX);
  }

  /**
   * Positions of a window along one axis. Rounding up may add a window that sticks out at the end,
   * unless it would begin beyond the map: such a window has nothing to pool (the rule of Caffe and
   * PyTorch).
   */
  private int positions(int size, int before, int after, int span, int stride) {
    int room = size + before + after - span;
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
    Require.positive(node, "vertical dilation", dilationY);
    Require.positive(node, "horizontal dilation", dilationX);
    Require.padding(node, padding);
    int vertical = Math.max(padding.top(), padding.bottom());
    int horizontal = Math.max(padding.left(), padding.right());
    smallerThanKernel(node, "height", vertical, kernelHeight, dilationY);
    smallerThanKernel(node, "width", horizontal, kernelWidth, dilationX);
    noMissOfTheMap(node, "height", input.height(), kernelHeight, dilationY);
    noMissOfTheMap(node, "width", input.width(), kernelWidth, dilationX);
    Require.fits(
        node, "height", input.height(), padding.top(), padding.bottom(), kernelHeight, dilationY);
    Require.fits(
        node, "width", input.width(), padding.left(), padding.right(), kernelWidth, dilationX);
    Require.shape(
        node,
        "the padded input",
        input.channels(),
        (long) input.height() + padding.top() + padding.bottom(),
        (long) input.width() + padding.left() + padding.right());
    return geometry(input).output();
  }

  /** Otherwise a window could lie in the padding alone, where there is nothing to pool. */
  private static void smallerThanKernel(
      String node, String axis, int padding, int kernel, int dilation) {
    long span = Require.span(kernel, dilation);
    Require.that(
        padding < span,
        node,
        "padding "
            + padding
            + " is not smaller than the "
            + Require.kernel(axis, kernel, dilation)
            + "; a window would lie in the padding alone, use at most "
            + (span - 1));
  }

  /** Otherwise neighbours in a window could lie on both sides of the map, and none within. */
  private static void noMissOfTheMap(String node, String axis, int size, int kernel, int dilation) {
    Require.that(
        kernel == 1 || dilation <= size,
        node,
        "dilation "
            + dilation
            + " is larger than the input's "
            + axis
            + " "
            + size
            + "; a window could step over it, use at most "
            + size);
  }
}
