package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.LayerNorm;

/** Batch normalisation with its running statistics, and layer normalisation. */
final class NormalizationExport {
  private NormalizationExport() {}

  static Value export(LayerScope scope, BatchNorm layer) {
    Op op =
        Op.of("BatchNormalization", scope.rows(0), scope.parameter(0), scope.parameter(1))
            .input(scope.state(0))
            .input(scope.state(1));
    // ONNX's momentum is the weight of the past, ours that of the new batch.
    return scope.result(
        op.number("epsilon", layer.epsilon()).number("momentum", 1 - layer.momentum()));
  }

  static Value export(LayerScope scope, LayerNorm layer) {
    Op op =
        Op.of("LayerNormalization", scope.rows(0), scope.parameter(0), scope.parameter(1))
            .integer("axis", -layer.axes())
            .number("epsilon", layer.epsilon());
    return scope.result(op);
  }
}
