package dev.alexandrite.testkit.golden;

import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Shape;

/**
 * The window of an ONNX convolution or pooling over maps of one or two axes; one axis is taken as a
 * map of height 1.
 *
 * @param map one example, {@code [C, H, W]}
 * @param y the window along the height
 * @param x the window along the width
 */
record OnnxWindow(Shape map, Axis y, Axis x) {
  static OnnxWindow of(OnnxNode node, Shape map, int kernelHeight, int kernelWidth) {
    return new OnnxWindow(
        map,
        Axis.of(node.attributes(), 0, map.height(), kernelHeight),
        Axis.of(node.attributes(), 1, map.width(), kernelWidth));
  }

  ConvolutionGeometry convolution(int filters, int groups) {
    return new ConvolutionGeometry(
        map.channels(),
        map.height(),
        map.width(),
        filters,
        y.kernel,
        x.kernel,
        y.stride,
        x.stride,
        y.before,
        y.after,
        x.before,
        x.after,
        groups,
        y.dilation,
        x.dilation);
  }

  PoolingGeometry pooling() {
    return new PoolingGeometry(
        map.channels(),
        map.height(),
        map.width(),
        y.kernel,
        x.kernel,
        y.stride,
        x.stride,
        y.before,
        x.before,
        y.after,
        x.after,
        y.outputs(map.height()),
        x.outputs(map.width()),
        y.dilation,
        x.dilation);
  }

  /**
   * The window along one axis.
   *
   * @param kernel its elements
   * @param stride from one window to the next
   * @param dilation from one element to the next
   * @param before padding before the map
   * @param after padding after it
   * @param roundUp whether the output's size is rounded up
   */
  record Axis(int kernel, int stride, int dilation, int before, int after, boolean roundUp) {
    private static Axis of(Attributes attributes, int axis, int size, int kernel) {
      int stride = attribute(attributes, "strides", 1, axis, 1);
      int dilation = attribute(attributes, "dilations", 1, axis, 1);
      int before = attribute(attributes, "pads", 2, axis, 0);
      int after = attribute(attributes, "pads", 2, 2 + axis, 0);
      String auto = attributes.text("auto_pad", "NOTSET");
      if (auto.startsWith("SAME")) {
        // The padding that makes the output ⌈size / stride⌉ long.
        int span = (kernel - 1) * dilation + 1;
        int both = Math.max((Math.ceilDiv(size, stride) - 1) * stride + span - size, 0);
        before = auto.equals("SAME_UPPER") ? both / 2 : both - both / 2;
        after = both - before;
      }
      return new Axis(kernel, stride, dilation, before, after, attributes.flag("ceil_mode", false));
    }

    /** An entry of a list over two axes; a list over one axis lacks those of the height. */
    private static int attribute(
        Attributes attributes, String name, int perAxis, int index, int fallback) {
      int[] values = attributes.wholes(name);
      if (values.length == 2 * perAxis) {
        return values[index];
      }
      boolean width = index % 2 == 1;
      return width && values.length == perAxis ? values[index / 2] : fallback;
    }

    /** Rounding up never makes a window that starts beyond the map and the padding before it. */
    private int outputs(int size) {
      int free = size + before + after - (kernel - 1) * dilation - 1;
      int outputs = (roundUp ? Math.ceilDiv(free, stride) : free / stride) + 1;
      return roundUp && (outputs - 1) * stride >= size + before ? outputs - 1 : outputs;
    }
  }
}
