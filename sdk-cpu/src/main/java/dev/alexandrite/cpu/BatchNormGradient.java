package dev.alexandrite.cpu;

import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.BatchTree;
import dev.alexandrite.spi.RunState;

/**
 * The gradient of batch normalisation. With {@code z = (x - mean) · inverse} and M values a
 * channel: {@code dshift = Σ dy}, {@code dscale = Σ dy·z}, {@code dx = scale · inverse · (dy -
 * dshift/M - z · dscale/M)} (Ioffe and Szegedy, "Batch normalization", ICML 2015, section 3).
 */
final class BatchNormGradient extends SimdPlan {
  private final int channels;
  private final int elements;
  private final PositionSums positions;
  private final LeafSums shiftSums;
  private final LeafSums scaleSums;
  private final ChannelCycle cycle;
  private final float[] mean;
  private final float[] inverse;
  private final float[] factor;
  private final float[] meanSlope;
  private final float[] meanProduct;
  private final ParallelTask addLeaf = (leaf, worker) -> addLeaf(leaf);
  private final ParallelTask differentiateRow = (row, worker) -> differentiateRow(row);
  private int rows;

  BatchNormGradient(BatchNormOp.Gradient op, WorkerPool pool) {
    super("batch-tree", pool);
    this.channels = op.shape().channels();
    this.elements = op.shape().elements();
    this.positions = new PositionSums(channels);
    this.shiftSums = new LeafSums(positions.width());
    this.scaleSums = new LeafSums(positions.width());
    this.cycle = new ChannelCycle(channels);
    this.mean = cycle.numbers();
    this.inverse = cycle.numbers();
    this.factor = cycle.numbers();
    this.meanSlope = cycle.numbers();
    this.meanProduct = cycle.numbers();
  }

  @Override
  void compute(RunState state) {
    rows = state.rows;
    cycle.copy(input(3), mean);
    cycle.copy(input(4), inverse);
    parallel(addLeaf, BatchTree.LEAVES);
    writeParameterGradients(rows * (elements / channels));
    parallel(differentiateRow, rows);
  }

  private void addLeaf(int leaf) {
    CpuBuffer x = input(0);
    CpuBuffer dy = input(1);
    shiftSums.startLeaf(leaf);
    scaleSums.startLeaf(leaf);
    for (int row = BatchTree.start(leaf, rows); row < BatchTree.start(leaf + 1, rows); row++) {
      int at = row * elements;
      positions.addSlopes(
          x.array(),
          x.offset() + at,
          dy.array(),
          dy.offset() + at,
          elements / channels,
          mean,
          inverse,
          shiftSums.startRow(leaf),
          scaleSums.startRow(leaf));
      shiftSums.endRow(leaf);
      scaleSums.endRow(leaf);
    }
  }

  private void writeParameterGradients(int count) {
    CpuBuffer scale = input(2);
    CpuBuffer dscale = output(1);
    CpuBuffer dshift = output(2);
    for (int c = 0; c < channels; c++) {
      float products = scaleSums.total(positions.place(c));
      float slopes = shiftSums.total(positions.place(c));
      dscale.array()[dscale.offset() + c] = products;
      dshift.array()[dshift.offset() + c] = slopes;
      meanProduct[c] = products / count;
      meanSlope[c] = slopes / count;
      factor[c] = scale.array()[scale.offset() + c] * inverse[c];
    }
    cycle.repeat(factor);
    cycle.repeat(meanSlope);
    cycle.repeat(meanProduct);
  }

  private void differentiateRow(int row) {
    CpuBuffer x = input(0);
    CpuBuffer dy = input(1);
    CpuBuffer dx = output(0);
    int at = row * elements;
    BatchNormKernel.gradient(
        cycle,
        x.array(),
        x.offset() + at,
        dy.array(),
        dy.offset() + at,
        mean,
        inverse,
        factor,
        meanSlope,
        meanProduct,
        dx.array(),
        dx.offset() + at,
        elements);
  }
}
