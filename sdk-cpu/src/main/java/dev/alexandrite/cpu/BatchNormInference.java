package dev.alexandrite.cpu;

import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.RunState;

/** Normalises by the running statistics. */
final class BatchNormInference extends RowPlan {
  private final int elements;
  private final float epsilon;
  private final ChannelNorm norm;

  BatchNormInference(BatchNormOp.Inference op, WorkerPool pool) {
    super("elementwise", pool);
    this.elements = op.shape().elements();
    this.epsilon = op.epsilon();
    this.norm = new ChannelNorm(op.shape().channels());
  }

  @Override
  void compute(RunState state) {
    norm.setFactor(input(1), input(4), epsilon);
    norm.setShift(input(2));
    norm.setMean(input(3));
    super.compute(state);
  }

  @Override
  void row(int row, int worker) {
    norm.row(input(0), output(0), row, elements);
  }
}
