package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MatMul;
import java.util.stream.IntStream;

/** Fully connected layers and matrix products. */
final class ProductExport {
  private ProductExport() {}

  static Value export(LayerScope scope, Linear layer) {
    return scope.inputShape().rank() == 1 ? vector(scope, layer) : rows(scope, layer);
  }

  private static Value vector(LayerScope scope, Linear layer) {
    Op op = Op.of("Gemm", scope.rows(0), scope.parameter(0));
    if (layer.bias()) {
      op.input(scope.parameter(1));
    }
    return scope.result(op.integer("transB", 1));
  }

  private static Value rows(LayerScope scope, Linear layer) {
    String weights =
        scope.step("weights", Op.of("Transpose", scope.parameter(0)).integers("perm", 1, 0));
    Op product = Op.of("MatMul", scope.rows(0), weights);
    return layer.bias()
        ? scope.result(Op.of("Add", scope.step("product", product), scope.parameter(1)))
        : scope.result(product);
  }

  static Value export(LayerScope scope, MatMul layer) {
    String first = operand(scope, 0, layer.transposeFirst());
    String second = operand(scope, 1, layer.transposeSecond());
    return scope.result(Op.of("MatMul", first, second), scope.anyBatched());
  }

  private static String operand(LayerScope scope, int index, boolean transposed) {
    Value value = scope.input(index);
    String aligned = scope.aligned(index);
    if (!transposed) {
      return aligned;
    }
    int rank = value.batched() ? scope.shape().rank() + 1 : value.shape().rank();
    long[] axes = IntStream.range(0, rank).asLongStream().toArray();
    axes[rank - 2] = rank - 1L;
    axes[rank - 1] = rank - 2L;
    return scope.step("turned", Op.of("Transpose", aligned).integers("perm", axes));
  }
}
