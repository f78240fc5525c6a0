package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.model.Conv2d;
import dev.alexandrite.tensor.WindowAxis;

/** Convolutions, and the attributes that they share with poolings. */
final class ConvolutionExport {
  private ConvolutionExport() {}

  static Value export(LayerScope scope, Conv2d layer) {
    Op op = Op.of("Conv", scope.rows(0), scope.parameter(0));
    if (layer.bias()) {
      op.input(scope.parameter(1));
    }
    window(op, layer.vertical(), layer.horizontal());
    dilations(op, layer.vertical(), layer.horizontal());
    return scope.result(op.integer("group", layer.groups()));
  }

  /** Sizes, strides and padding. */
  static Op window(Op op, WindowAxis vertical, WindowAxis horizontal) {
    return op.integers("kernel_shape", vertical.kernel(), horizontal.kernel())
        .integers("strides", vertical.stride(), horizontal.stride())
        .integers(
            "pads",
            vertical.padBefore(),
            horizontal.padBefore(),
            vertical.padAfter(),
            horizontal.padAfter());
  }

  static Op dilations(Op op, WindowAxis vertical, WindowAxis horizontal) {
    return op.integers("dilations", vertical.dilation(), horizontal.dilation());
  }

  /** Maps with numbers around them. */
  static String padded(
      LayerScope scope, String maps, WindowAxis vertical, WindowAxis horizontal, float value) {
    String pads =
        scope.integers(
            "pads",
            0,
            0,
            vertical.padBefore(),
            horizontal.padBefore(),
            0,
            0,
            vertical.padAfter(),
            horizontal.padAfter());
    return scope.step("padded", Op.of("Pad", maps, pads, scope.scalar("padding", value)));
  }
}
