package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Local response normalisation: by ONNX's operator where it means the same, tower by tower, and
 * else by its formula, with the sum of squares as an average pooling that counts its padding.
 */
final class ResponseNormExport {
  private ResponseNormExport() {}

  static Value export(LayerScope scope, LocalResponseNorm layer) {
    int towers = layer.withinMap() ? 1 : layer.towers();
    Shape shape = scope.inputShape();
    if (towers == 1) {
      return scope.result(norm(scope, layer, scope.rows(0), shape));
    }
    int channels = shape.channels() / towers;
    long[] sizes = new long[towers];
    Arrays.fill(sizes, channels);
    Op split = Op.of("Split", scope.rows(0), scope.integers("sizes", sizes)).integer("axis", 1);
    List<String> normalized = new ArrayList<>();
    for (String tower : scope.steps("tower", towers, split)) {
      Shape part = Shape.image(channels, shape.height(), shape.width());
      normalized.add(scope.step("normalized", norm(scope, layer, tower, part)));
    }
    Op joined = Op.of("Concat", normalized.toArray(String[]::new));
    return scope.result(joined.integer("axis", 1));
  }

  private static Op norm(LayerScope scope, LocalResponseNorm layer, String maps, Shape shape) {
    // ONNX's windows of even size lie otherwise, and runtimes take odd ones and positive factors.
    boolean same = layer.size() % 2 == 1 && layer.termFactor() > 0 && layer.beta() > 0;
    return !layer.withinMap() && same
        ? Op.of("LRN", maps)
            .integer("size", layer.size())
            .number("alpha", (double) layer.termFactor() * layer.size())
            .number("beta", layer.beta())
            .number("bias", layer.k())
        : formula(scope, layer, maps, shape);
  }

  /** {@code x · (k + a · Σ x²)^-beta}. */
  private static Op formula(LayerScope scope, LocalResponseNorm layer, String maps, Shape shape) {
    String squares = scope.step("squares", Op.of("Mul", maps, maps));
    String means =
        layer.withinMap()
            ? meansOfMap(scope, layer.size(), squares)
            : meansOfChannels(scope, layer.size(), squares, shape);
    double terms = layer.withinMap() ? (double) layer.size() * layer.size() : layer.size();
    String factor = scope.scalar("factor", layer.termFactor() * terms);
    String sums = scope.step("sums", Op.of("Mul", means, factor));
    String base = scope.step("base", Op.of("Add", sums, scope.scalar("k", layer.k())));
    String exponent = scope.scalar("exponent", -layer.beta());
    return Op.of("Mul", maps, scope.step("power", Op.of("Pow", base, exponent)));
  }

  private static String meansOfMap(LayerScope scope, int size, String squares) {
    WindowAxis window = around(size);
    return scope.step("means", PoolingExport.average(squares, window, window, true));
  }

  /** The channels become the height of one map, so that a pooling goes along them. */
  private static String meansOfChannels(LayerScope scope, int size, String squares, Shape shape) {
    int pixels = shape.height() * shape.width();
    String lying =
        scope.integers("lying", ShapeExport.sizes(Shape.of(1, shape.channels(), pixels), true));
    String map = scope.step("map", Op.of("Reshape", squares, lying));
    Op pooling = PoolingExport.average(map, around(size), WindowAxis.of(1), true);
    String standing = scope.integers("standing", ShapeExport.sizes(shape, true));
    return scope.step("means", Op.of("Reshape", scope.step("pooled", pooling), standing));
  }

  private static WindowAxis around(int size) {
    return WindowAxis.of(size).pad(size / 2, size - 1 - size / 2);
  }
}
