package dev.alexandrite.testkit.golden;

import dev.alexandrite.model.Shape;
import dev.alexandrite.spi.PoolingGeometry;

/**
 * The window of an ONNX convolution or pooling over {@code [N, C, H, W]}.
 *
 * @param kernelHeight window height
 * @param kernelWidth window width
 * @param strideY vertical stride
 * @param strideX horizontal stride
 * @param padTop rows above
 * @param padLeft columns on the left
 * @param padBottom rows below
 * @param padRight columns on the right
 * @param roundUp whether the output's size is rounded up
 */
record OnnxWindow(
    int kernelHeight,
    int kernelWidth,
    int strideY,
    int strideX,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight,
    boolean roundUp) {
  static OnnxWindow of(OnnxNode node, Shape x, int kernelHeight, int kernelWidth)
      throws OutOfScope {
    Attributes attributes = node.attributes();
    int[] dilations = attributes.wholes("dilations", 1, 1);
    OutOfScope.unless(dilations[0] == 1 && dilations[1] == 1, "dilated");
    int[] strides = attributes.wholes("strides", 1, 1);
    int[] pads = attributes.wholes("pads", 0, 0, 0, 0);
    String auto = attributes.text("auto_pad", "NOTSET");
    if (auto.startsWith("SAME")) {
      boolean upper = auto.equals("SAME_UPPER");
      int vertical = samePadding(x.get(2), kernelHeight, strides[0]);
      int horizontal = samePadding(x.get(3), kernelWidth, strides[1]);
      int top = upper ? vertical / 2 : vertical - vertical / 2;
      int left = upper ? horizontal / 2 : horizontal - horizontal / 2;
      pads = new int[] {top, left, vertical - top, horizontal - left};
    }
    return new OnnxWindow(
        kernelHeight,
        kernelWidth,
        strides[0],
        strides[1],
        pads[0],
        pads[1],
        pads[2],
        pads[3],
        attributes.flag("ceil_mode", false));
  }

  /** The padding that makes the output ⌈size / stride⌉ long. */
  private static int samePadding(int size, int kernel, int stride) {
    int outputs = Math.ceilDiv(size, stride);
    return Math.max((outputs - 1) * stride + kernel - size, 0);
  }

  PoolingGeometry pooling(Shape x) {
    return new PoolingGeometry(
        x.get(1),
        x.get(2),
        x.get(3),
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padTop,
        padLeft,
        padBottom,
        padRight,
        outputs(x.get(2), padTop, padBottom, kernelHeight, strideY),
        outputs(x.get(3), padLeft, padRight, kernelWidth, strideX));
  }

  /** Rounding up never makes a window that starts beyond the map and the padding before it. */
  private int outputs(int size, int before, int after, int kernel, int stride) {
    int free = size + before + after - kernel;
    int outputs = (roundUp ? Math.ceilDiv(free, stride) : free / stride) + 1;
    return roundUp && (outputs - 1) * stride >= size + before ? outputs - 1 : outputs;
  }
}
