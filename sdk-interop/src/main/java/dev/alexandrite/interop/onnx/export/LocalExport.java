package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;

/**
 * Locally connected layers, for which ONNX has no operator. What every position sees is gathered
 * and laid one behind the other along the channels; then one grouped convolution over a single
 * position does them all, a group a position (and group of the layer). Its weights are the layer's,
 * element by element in the same order, so that nothing is transposed.
 */
final class LocalExport {
  private LocalExport() {}

  static Value export(LayerScope scope, LocallyConnected layer) {
    ConvolutionGeometry geometry = layer.geometry(scope.inputShape());
    WindowAxis vertical = layer.vertical();
    WindowAxis horizontal = layer.horizontal();
    int channels = geometry.channels();
    int positions = geometry.outHeight() * geometry.outWidth();
    int height = Math.toIntExact(vertical.padded(geometry.height()));
    int width = Math.toIntExact(horizontal.padded(geometry.width()));

    String maps = scope.rows(0);
    if (height != geometry.height() || width != geometry.width()) {
      maps = ConvolutionExport.padded(scope, maps, vertical, horizontal, 0);
    }
    String pixels = reshape(scope, "pixels", maps, channels, height * width);
    String taps = // [N, C, positions, kernelHeight, kernelWidth]
        scope.step(
            "taps", Op.of("Gather", pixels, taps(scope, geometry, width)).integer("axis", 2));
    String places = scope.step("places", Op.of("Transpose", taps).integers("perm", 0, 2, 1, 3, 4));
    String stacked =
        reshape(
            scope, "stacked", places, positions * channels, vertical.kernel(), horizontal.kernel());
    String sums = scope.step("sums", products(scope, layer, geometry, positions, stacked));
    String rows = reshape(scope, "rows", sums, positions, layer.filters());
    String columns = scope.step("columns", Op.of("Transpose", rows).integers("perm", 0, 2, 1));
    Op output = Op.of("Reshape", columns, scope.integers("shape", sizes(scope.shape())));
    return layer.bias()
        ? scope.result(Op.of("Add", scope.step("maps", output), scope.parameter(1)))
        : scope.result(output);
  }

  private static Op products(
      LayerScope scope,
      LocallyConnected layer,
      ConvolutionGeometry geometry,
      int positions,
      String stacked) {
    int kernelHeight = layer.vertical().kernel();
    int kernelWidth = layer.horizontal().kernel();
    scope
        .graph()
        .reshapeWeight(
            scope.parameter(0),
            Shape.of(
                positions * layer.filters(),
                geometry.channels() / layer.groups(),
                kernelHeight,
                kernelWidth));
    return Op.of("Conv", stacked, scope.parameter(0))
        .integers("kernel_shape", kernelHeight, kernelWidth)
        .integer("group", (long) positions * layer.groups());
  }

  /** Which pixels of the padded map each position sees. */
  private static String taps(LayerScope scope, ConvolutionGeometry geometry, int width) {
    WindowAxis vertical = geometry.vertical();
    WindowAxis horizontal = geometry.horizontal();
    int positions = geometry.outHeight() * geometry.outWidth();
    long[] numbers = new long[positions * vertical.kernel() * horizontal.kernel()];
    int at = 0;
    for (int position = 0; position < positions; position++) {
      int top = position / geometry.outWidth() * vertical.stride();
      int left = position % geometry.outWidth() * horizontal.stride();
      for (int i = 0; i < vertical.kernel(); i++) {
        for (int j = 0; j < horizontal.kernel(); j++) {
          int row = top + i * vertical.dilation();
          numbers[at++] = (long) row * width + left + (long) j * horizontal.dilation();
        }
      }
    }
    Shape shape = Shape.of(positions, vertical.kernel(), horizontal.kernel());
    return scope.graph().integers(scope.node().name() + "/numbers", shape, numbers);
  }

  private static String reshape(LayerScope scope, String what, String value, int... sizes) {
    String shape = scope.integers(what + "-shape", sizes(Shape.of(sizes)));
    return scope.step(what, Op.of("Reshape", value, shape));
  }

  /** Sizes behind the axis of examples, which is kept. */
  private static long[] sizes(Shape shape) {
    return ShapeExport.sizes(shape, true);
  }
}
