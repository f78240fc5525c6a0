package dev.alexandrite.testkit.golden;

import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;

/**
 * The window of an ONNX convolution or pooling over maps of one or two axes; one axis is taken as a
 * map of height 1.
 *
 * @param map one example, {@code [C, H, W]}
 * @param vertical the window along the height
 * @param horizontal the window along the width
 * @param roundUp whether the output's size is rounded up
 */
record OnnxWindow(Shape map, WindowAxis vertical, WindowAxis horizontal, boolean roundUp) {
  static OnnxWindow of(OnnxNode node, Shape map, int kernelHeight, int kernelWidth) {
    return new OnnxWindow(
        map,
        axis(node.attributes(), 0, map.height(), kernelHeight),
        axis(node.attributes(), 1, map.width(), kernelWidth),
        node.attributes().flag("ceil_mode", false));
  }

  ConvolutionGeometry convolution(int filters, int groups) {
    return new ConvolutionGeometry(
        map.channels(), map.height(), map.width(), filters, vertical, horizontal, groups);
  }

  PoolingGeometry pooling() {
    return new PoolingGeometry(
        map.channels(),
        map.height(),
        map.width(),
        vertical,
        horizontal,
        outputs(vertical, map.height()),
        outputs(horizontal, map.width()));
  }

  private int outputs(WindowAxis axis, int size) {
    return roundUp ? axis.positionsRoundedUp(size) : axis.positions(size);
  }

  private static WindowAxis axis(Attributes attributes, int axis, int size, int kernel) {
    int stride = attribute(attributes, "strides", 1, axis, 1);
    int dilation = attribute(attributes, "dilations", 1, axis, 1);
    WindowAxis window = WindowAxis.of(kernel).stride(stride).dilation(dilation);
    String auto = attributes.text("auto_pad", "NOTSET");
    if (!auto.startsWith("SAME")) {
      return window.pad(
          attribute(attributes, "pads", 2, axis, 0), attribute(attributes, "pads", 2, 2 + axis, 0));
    }
    // The padding that makes the output ⌈size / stride⌉ long.
    int span = Math.toIntExact(window.span());
    int both = Math.max((Math.ceilDiv(size, stride) - 1) * stride + span - size, 0);
    int half = both / 2;
    return auto.equals("SAME_UPPER")
        ? window.pad(half, both - half)
        : window.pad(both - half, half);
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
}
