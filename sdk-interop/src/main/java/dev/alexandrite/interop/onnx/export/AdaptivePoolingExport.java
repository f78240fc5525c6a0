package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.model.AdaptiveAveragePool;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;

/**
 * Averages to a given size: of all of a map, of windows that divide it, or else as products with
 * two matrices of shares, one for the rows and one for the columns.
 */
final class AdaptivePoolingExport {
  private AdaptivePoolingExport() {}

  static Value export(LayerScope scope, AdaptiveAveragePool layer) {
    int height = scope.inputShape().height();
    int width = scope.inputShape().width();
    String maps = scope.rows(0);
    if (layer.height() == 1 && layer.width() == 1) {
      return scope.result(Op.of("GlobalAveragePool", maps));
    }
    if (height % layer.height() == 0 && width % layer.width() == 0) {
      WindowAxis vertical = tile(height / layer.height());
      WindowAxis horizontal = tile(width / layer.width());
      return scope.result(PoolingExport.average(maps, vertical, horizontal, false));
    }
    float[] rows = shares(height, layer.height(), false);
    String left = scope.floats("row-shares", Shape.of(layer.height(), height), rows);
    float[] columns = shares(width, layer.width(), true);
    String right = scope.floats("column-shares", Shape.of(width, layer.width()), columns);
    String lower = scope.step("rows", Op.of("MatMul", left, maps));
    return scope.result(Op.of("MatMul", lower, right));
  }

  private static WindowAxis tile(int size) {
    return WindowAxis.of(size).stride(size);
  }

  /** The matrix that makes windows of elements, {@code [windows, size]} or transposed. */
  private static float[] shares(int size, int windows, boolean transposed) {
    float[] shares = new float[windows * size];
    for (int window = 0; window < windows; window++) {
      int from = Math.toIntExact((long) window * size / windows);
      int to = Math.toIntExact(Math.ceilDiv((window + 1L) * size, windows));
      for (int i = from; i < to; i++) {
        shares[transposed ? i * windows + window : window * size + i] = 1f / (to - from);
      }
    }
    return shares;
  }
}
