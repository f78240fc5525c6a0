package dev.alexandrite.cpu;

import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.tensor.WeightForm;

/** Plans fully connected layers. */
final class SimdLinear {
  private SimdLinear() {}

  static OpPlan plan(LinearOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case LinearOp.Forward forward ->
          forward.form() == WeightForm.FLOAT32
              ? new LinearForward(forward, capacity, pool)
              : new ReducedLinearForward(forward, capacity, pool);
      case LinearOp.InputGradient gradient -> new LinearInputGradient(gradient, capacity, pool);
      case LinearOp.WeightGradient gradient -> new LinearWeightGradient(gradient, capacity, pool);
    };
  }

  /**
   * {@code 0, stride, 2·stride, ..} for {@code count} rows, the last one repeated to fill a tile.
   */
  static int[] rowStarts(int count, int stride) {
    int[] starts = new int[Simd.roundUp(count, GemmKernel.ROWS)];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = Math.min(i, count - 1) * stride;
    }
    return starts;
  }

  /**
   * How many inputs a task gets: at most {@code most}, whole panels, and so that all workers have
   * equally many tasks.
   */
  static int evenShare(int inputs, int most, int threads) {
    int rounds = Math.ceilDiv(inputs, threads * most);
    return Simd.roundUp(Math.ceilDiv(inputs, threads * rounds), Panels.WIDTH);
  }
}
