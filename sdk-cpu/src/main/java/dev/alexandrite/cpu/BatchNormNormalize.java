package dev.alexandrite.cpu;

import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.RunState;

/**
 * Normalises by the statistics that {@link BatchNormTraining} wrote, with its arithmetic, so that
 * the bits are its own.
 */
final class BatchNormNormalize extends RowPlan {
  private final int channels;
  private final int elements;
  private final ChannelCycle cycle;
  private final float[] mean;
  private final float[] factor;
  private final float[] shift;

  BatchNormNormalize(BatchNormOp.Normalize op, WorkerPool pool) {
    super("elementwise", pool);
    this.channels = op.shape().channels();
    this.elements = op.shape().elements();
    this.cycle = new ChannelCycle(channels);
    this.mean = cycle.numbers();
    this.factor = cycle.numbers();
    this.shift = cycle.numbers();
  }

  @Override
  void compute(RunState state) {
    CpuBuffer scale = input(1);
    CpuBuffer inverse = input(4);
    for (int c = 0; c < channels; c++) {
      factor[c] = scale.array()[scale.offset() + c] * inverse.array()[inverse.offset() + c];
    }
    cycle.repeat(factor);
    cycle.copy(input(2), shift);
    cycle.copy(input(3), mean);
    super.compute(state);
  }

  @Override
  void row(int row, int worker) {
    CpuBuffer x = input(0);
    CpuBuffer y = output(0);
    int at = row * elements;
    BatchNormKernel.normalize(
        cycle,
        x.array(),
        x.offset() + at,
        mean,
        factor,
        shift,
        y.array(),
        y.offset() + at,
        elements);
  }
}
