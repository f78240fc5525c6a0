package dev.alexandrite.cpu;

import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.OpPlan;

/** Plans local response normalisation, over channels or over positions. */
final class SimdLocalResponseNorm {
  private SimdLocalResponseNorm() {}

  static OpPlan plan(LocalResponseNormOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case LocalResponseNormOp.Forward forward ->
          forward.window().withinMap()
              ? new ResponseNormWithinChannel.Forward(forward.window(), pool)
              : new ResponseNormAcrossChannels.Forward(forward.window(), pool);
      case LocalResponseNormOp.Gradient gradient ->
          gradient.window().withinMap()
              ? new ResponseNormWithinChannel.Gradient(gradient.window(), pool)
              : new ResponseNormAcrossChannels.Gradient(gradient.window(), pool);
    };
  }
}
