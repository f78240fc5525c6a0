package dev.alexandrite.cpu;

import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.RunState;

/** Normalises by the running statistics. */
final class BatchNormInference extends RowPlan {
  private final int channels;
  private final int elements;
  private final float epsilon;
  private final float[] factor;

  BatchNormInference(BatchNormOp.Inference op, WorkerPool pool) {
    super("elementwise", pool);
    this.channels = op.shape().channels();
    this.elements = op.shape().elements();
    this.epsilon = op.epsilon();
    this.factor = new float[channels];
  }

  @Override
  void compute(RunState state) {
    CpuBuffer scale = input(1);
    CpuBuffer variance = input(4);
    for (int c = 0; c < channels; c++) {
      float inverse =
          BatchNormKernel.inverseDeviation(variance.array()[variance.offset() + c], epsilon);
      factor[c] = scale.array()[scale.offset() + c] * inverse;
    }
    super.compute(state);
  }

  @Override
  void row(int row, int worker) {
    CpuBuffer x = input(0);
    CpuBuffer shift = input(2);
    CpuBuffer mean = input(3);
    CpuBuffer y = output(0);
    int end = (row + 1) * elements;
    for (int at = row * elements; at < end; at += channels) {
      BatchNormKernel.perFeature(
          x.array(),
          x.offset() + at,
          mean.array(),
          mean.offset(),
          factor,
          shift.array(),
          shift.offset(),
          y.array(),
          y.offset() + at,
          channels);
    }
  }
}
