package dev.alexandrite.cpu;

import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.spi.OpPlan;

/** Plans layer normalisation. */
final class SimdLayerNorm {
  private SimdLayerNorm() {}

  static OpPlan plan(LayerNormOp op, int capacity, WorkerPool pool) {
    if (op.width() < 1 || op.shape().elements() % op.width() != 0) {
      throw new IllegalArgumentException(
          "layer normalisation over "
              + op.width()
              + " elements does not divide shape "
              + op.shape()
              + " of "
              + op.shape().elements());
    }
    return switch (op) {
      case LayerNormOp.Forward forward -> new LayerNormForward(forward, pool);
      case LayerNormOp.Gradient gradient -> new LayerNormGradient(gradient, pool);
    };
  }
}
