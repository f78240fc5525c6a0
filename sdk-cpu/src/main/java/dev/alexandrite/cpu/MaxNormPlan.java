package dev.alexandrite.cpu;

import dev.alexandrite.spi.RateScale;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.UpdateOp;

/** Scales every unit's weights down to the largest norm allowed; the units share out the work. */
final class MaxNormPlan extends SimdPlan {
  private final int units;
  private final int weights;
  private final float limit;
  private final RateScale rateScale;
  private final ParallelTask task = (unit, worker) -> unit(unit);

  MaxNormPlan(UpdateOp.MaxNorm op, WorkerPool pool) {
    super("by-unit", pool);
    this.units = op.units();
    this.weights = op.weights();
    this.limit = op.limit();
    this.rateScale = op.rateScale();
  }

  @Override
  void compute(RunState state) {
    if (rateScale.at(state.epoch) != 0) {
      parallel(task, units);
    }
  }

  private void unit(int unit) {
    float[] w = output(0).array();
    int at = output(0).offset() + unit * weights;
    double norm = Math.sqrt(SquaredNormPlan.sumOfSquares(w, at, weights));
    if (norm > limit) {
      Arithmetic.scale(w, at, (float) (limit / norm), w, at, weights);
    }
  }
}
