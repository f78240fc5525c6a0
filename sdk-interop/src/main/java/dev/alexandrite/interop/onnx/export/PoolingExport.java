package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;
import java.util.Arrays;

/**
 * Maximum and average pooling. Sizes that are rounded up are said by padding, since what ONNX's
 * {@code ceil_mode} means for a window that begins beyond the map, and for the divisor of one that
 * sticks out, has changed between its versions.
 */
final class PoolingExport {
  private PoolingExport() {}

  static Value export(LayerScope scope, MaxPool layer) {
    PoolingGeometry geometry = layer.geometry(scope.inputShape());
    WindowAxis vertical = reaching(geometry.vertical(), geometry.height(), geometry.outHeight());
    WindowAxis horizontal = reaching(geometry.horizontal(), geometry.width(), geometry.outWidth());
    String maps = scope.rows(0);
    if (!isNarrow(vertical) || !isNarrow(horizontal)) {
      // Only dilated windows can be padded by as much, which ONNX does not allow.
      maps = ConvolutionExport.padded(scope, maps, vertical, horizontal, -Float.MAX_VALUE);
      vertical = vertical.pad(0);
      horizontal = horizontal.pad(0);
    }
    Op op = ConvolutionExport.window(Op.of("MaxPool", maps), vertical, horizontal);
    return scope.result(ConvolutionExport.dilations(op, vertical, horizontal));
  }

  private static boolean isNarrow(WindowAxis axis) {
    return Math.max(axis.padBefore(), axis.padAfter()) < axis.kernel();
  }

  /** The axis with as much padding behind as its last window needs, and no less than before. */
  private static WindowAxis reaching(WindowAxis axis, int size, int positions) {
    long end = (positions - 1L) * axis.stride() + axis.span();
    int after = Math.toIntExact(Math.max(axis.padAfter(), end - size - axis.padBefore()));
    return axis.pad(axis.padBefore(), after);
  }

  static Value export(LayerScope scope, AveragePool layer) {
    PoolingGeometry geometry = layer.geometry(scope.inputShape());
    WindowAxis vertical = reaching(geometry.vertical(), geometry.height(), geometry.outHeight());
    WindowAxis horizontal = reaching(geometry.horizontal(), geometry.width(), geometry.outWidth());
    if (vertical.dilation() > 1 || horizontal.dilation() > 1) {
      return dilated(scope, geometry, vertical, horizontal, layer.countPadding());
    }
    boolean sticksOut =
        vertical.padAfter() > geometry.padBottom() || horizontal.padAfter() > geometry.padRight();
    String maps = scope.rows(0);
    if (layer.countPadding() && sticksOut) {
      // Zeros that count lie within the padded map, those that do not beyond.
      maps = ConvolutionExport.padded(scope, maps, geometry.vertical(), geometry.horizontal(), 0);
      vertical = vertical.pad(0, vertical.padAfter() - geometry.padBottom());
      horizontal = horizontal.pad(0, horizontal.padAfter() - geometry.padRight());
    }
    boolean counts = layer.countPadding() && !sticksOut;
    return scope.result(average(maps, vertical, horizontal, counts));
  }

  static Op average(String maps, WindowAxis vertical, WindowAxis horizontal, boolean counts) {
    return ConvolutionExport.window(Op.of("AveragePool", maps), vertical, horizontal)
        .integer("count_include_pad", counts ? 1 : 0);
  }

  /** ONNX dilates averages from opset 19 on; before, they are sums of ones over their counts. */
  private static Value dilated(
      LayerScope scope,
      PoolingGeometry geometry,
      WindowAxis vertical,
      WindowAxis horizontal,
      boolean countPadding) {
    float[] ones = new float[geometry.channels() * vertical.kernel() * horizontal.kernel()];
    Arrays.fill(ones, 1);
    Shape kernel = Shape.of(geometry.channels(), 1, vertical.kernel(), horizontal.kernel());
    Op sums = Op.of("Conv", scope.rows(0), scope.floats("ones", kernel, ones));
    ConvolutionExport.window(sums, vertical, horizontal);
    ConvolutionExport.dilations(sums, vertical, horizontal);
    String sum = scope.step("sums", sums.integer("group", geometry.channels()));
    float[] shares = shares(geometry, countPadding);
    Shape map = Shape.of(geometry.outHeight(), geometry.outWidth());
    return scope.result(Op.of("Mul", sum, scope.floats("shares", map, shares)));
  }

  private static float[] shares(PoolingGeometry geometry, boolean countPadding) {
    float[] shares = new float[geometry.outHeight() * geometry.outWidth()];
    int at = 0;
    for (int y = 0; y < geometry.outHeight(); y++) {
      int rows = counted(geometry.vertical(), geometry.height(), y, countPadding);
      for (int x = 0; x < geometry.outWidth(); x++) {
        int columns = counted(geometry.horizontal(), geometry.width(), x, countPadding);
        shares[at++] = (float) (1.0 / ((long) rows * columns));
      }
    }
    return shares;
  }

  private static int counted(WindowAxis axis, int size, int position, boolean countPadding) {
    int from = countPadding ? -axis.padBefore() : 0;
    int to = countPadding ? size + axis.padAfter() : size;
    int count = 0;
    for (int i = 0; i < axis.kernel(); i++) {
      long place = (long) position * axis.stride() - axis.padBefore() + (long) i * axis.dilation();
      count += place >= from && place < to ? 1 : 0;
    }
    return count;
  }
}
