package dev.alexandrite.cpu;

import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.tensor.Shape;

/** Plans batch normalisation; channels come last in memory, and vectors run over them. */
final class SimdBatchNorm {
  private SimdBatchNorm() {}

  static OpPlan plan(BatchNormOp op, int capacity, WorkerPool pool) {
    Shape shape = op.shape();
    if (shape.rank() != 1 && shape.rank() != 3) {
      throw new IllegalArgumentException(
          "batch normalisation takes [C] or [C, H, W], found shape " + shape);
    }
    return switch (op) {
      case BatchNormOp.Training training -> new BatchNormTraining(training, pool);
      case BatchNormOp.Inference inference -> new BatchNormInference(inference, pool);
      case BatchNormOp.Gradient gradient -> new BatchNormGradient(gradient, pool);
    };
  }
}
