package dev.alexandrite.testkit;

import static dev.alexandrite.testkit.OpTensors.batched;
import static dev.alexandrite.testkit.OpTensors.whole;

import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.OpTensors.Signature;
import java.util.List;

/** The tensors of normalisations. */
final class NormTensors {
  private NormTensors() {}

  static Signature of(BatchNormOp op) {
    Shape perChannel = Shape.of(op.shape().channels());
    TensorSpec x = batched("x", op.shape());
    TensorSpec y = batched("y", op.shape());
    TensorSpec scale = whole("scale", perChannel);
    TensorSpec shift = whole("shift", perChannel);
    TensorSpec runningMean = whole("runningMean", perChannel);
    TensorSpec runningVariance = whole("runningVariance", perChannel);
    TensorSpec batchMean = whole("batchMean", perChannel);
    TensorSpec inverseDeviation = whole("inverseDeviation", perChannel);
    return switch (op) {
      case BatchNormOp.Training _ ->
          new Signature(
              List.of(x, scale, shift, runningMean, runningVariance),
              List.of(y, batchMean, inverseDeviation, runningMean, runningVariance));
      case BatchNormOp.Inference _ ->
          new Signature(List.of(x, scale, shift, runningMean, runningVariance), List.of(y));
      case BatchNormOp.Gradient _ ->
          new Signature(
              List.of(x, batched("dy", op.shape()), scale, batchMean, inverseDeviation),
              gradients(op.shape(), perChannel));
    };
  }

  static Signature of(LayerNormOp op) {
    Shape perElement = Shape.of(op.width());
    Shape perGroup = Shape.of(op.shape().elements() / op.width());
    TensorSpec x = batched("x", op.shape());
    TensorSpec scale = whole("scale", perElement);
    TensorSpec mean = batched("mean", perGroup);
    TensorSpec inverseDeviation = batched("inverseDeviation", perGroup);
    return switch (op) {
      case LayerNormOp.Forward _ ->
          new Signature(
              List.of(x, scale, whole("shift", perElement)),
              List.of(batched("y", op.shape()), mean, inverseDeviation));
      case LayerNormOp.Gradient _ ->
          new Signature(
              List.of(x, batched("dy", op.shape()), scale, mean, inverseDeviation),
              gradients(op.shape(), perElement));
    };
  }

  static Signature of(LocalResponseNormOp op) {
    Shape shape = op.window().shape();
    TensorSpec x = batched("x", shape);
    TensorSpec y = batched("y", shape);
    return switch (op) {
      case LocalResponseNormOp.Forward _ -> new Signature(List.of(x), List.of(y));
      case LocalResponseNormOp.Gradient _ ->
          new Signature(List.of(x, y, batched("dy", shape)), List.of(batched("dx", shape)));
    };
  }

  private static List<TensorSpec> gradients(Shape x, Shape parameter) {
    return List.of(batched("dx", x), whole("dscale", parameter), whole("dshift", parameter));
  }
}
