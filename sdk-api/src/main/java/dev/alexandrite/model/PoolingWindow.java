package dev.alexandrite.model;

import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;

/** The window that both kinds of pooling share: output sizes and checks. */
record PoolingWindow(WindowAxis vertical, WindowAxis horizontal, boolean ceil) {
  PoolingGeometry geometry(Shape input) {
    return new PoolingGeometry(
        input.channels(),
        input.height(),
        input.width(),
        vertical,
        horizontal,
        positions(vertical, input.height()),
        positions(horizontal, input.width()));
  }

  private int positions(WindowAxis axis, int size) {
    return ceil ? axis.positionsRoundedUp(size) : axis.positions(size);
  }

  Shape output(String node, Shape input) {
    Require.window(node, vertical, horizontal);
    smallerThanKernel(node, "height", vertical);
    smallerThanKernel(node, "width", horizontal);
    noMissOfTheMap(node, "height", vertical, input.height());
    noMissOfTheMap(node, "width", horizontal, input.width());
    Require.fits(node, vertical, horizontal, input);
    return geometry(input).output();
  }

  /** Otherwise a window could lie in the padding alone, where there is nothing to pool. */
  private static void smallerThanKernel(String node, String side, WindowAxis axis) {
    int padding = Math.max(axis.padBefore(), axis.padAfter());
    Require.that(
        padding < axis.span(),
        node,
        "padding "
            + padding
            + " is not smaller than the "
            + Require.kernel(side, axis)
            + "; a window would lie in the padding alone, use at most "
            + (axis.span() - 1));
  }

  /** Otherwise neighbours in a window could lie on both sides of the map, and none within. */
  private static void noMissOfTheMap(String node, String side, WindowAxis axis, int size) {
    Require.that(
        axis.kernel() == 1 || axis.dilation() <= size,
        node,
        "dilation "
            + axis.dilation()
            + " is larger than the input's "
            + side
            + " "
            + size
            + "; a window could step over it, use at most "
            + size);
  }
}
