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
  private final LeafSums shiftSums;
  private final LeafSums scaleSums;
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
    this.shiftSums = new LeafSums(channels);
    this.scaleSums = new LeafSums(channels);
    this.factor = new float[channels];
    this.meanSlope = new float[channels];
    this.meanProduct = new float[channels];
  }

  @Override
  void compute(RunState state) {
    rows = state.rows;
    parallel(addLeaf, BatchTree.LEAVES);
    writeParameterGradients(rows * (elements / channels));
    parallel(differentiateRow, rows);
  }

  private void addLeaf(int leaf) {
    CpuBuffer x = input(0);
    CpuBuffer dy = input(1);
    CpuBuffer mean = input(3);
    CpuBuffer inverse = input(4);
    shiftSums.startLeaf(leaf);
    scaleSums.startLeaf(leaf);
    for (int row = BatchTree.start(leaf, rows); row < BatchTree.start(leaf + 1, rows); row++) {
      float[] slopes = shiftSums.startRow(leaf);
      float[] products = scaleSums.startRow(leaf);
      for (int at = row * elements; at < (row + 1) * elements; at += channels) {
        Arithmetic.add(slopes, 0, dy.array(), dy.offset() + at, slopes, 0, channels);
        BatchNormKernel.addNormalizedProducts(
            x.array(),
            x.offset() + at,
            mean.array(),
            mean.offset(),
            inverse.array(),
            inverse.offset(),
            dy.array(),
            dy.offset() + at,
            products,
            channels);
      }
      shiftSums.endRow(leaf);
      scaleSums.endRow(leaf);
    }
  }

  private void writeParameterGradients(int count) {
    CpuBuffer scale = input(2);
    CpuBuffer inverse = input(4);
    CpuBuffer dscale = output(1);
    CpuBuffer dshift = output(2);
    for (int c = 0; c < channels; c++) {
      float products = scaleSums.total(c);
      float slopes = shiftSums.total(c);
      dscale.array()[dscale.offset() + c] = products;
      dshift.array()[dshift.offset() + c] = slopes;
      meanProduct[c] = products / count;
      meanSlope[c] = slopes / count;
      factor[c] = scale.array()[scale.offset() + c] * inverse.array()[inverse.offset() + c];
    }
  }

  private void differentiateRow(int row) {
    CpuBuffer x = input(0);
    CpuBuffer dy = input(1);
    CpuBuffer mean = input(3);
    CpuBuffer inverse = input(4);
    CpuBuffer dx = output(0);
    for (int at = row * elements; at < (row + 1) * elements; at += channels) {
      BatchNormKernel.gradientPerFeature(
          x.array(),
          x.offset() + at,
          mean.array(),
          mean.offset(),
          inverse.array(),
          inverse.offset(),
          dy.array(),
          dy.offset() + at,
          factor,
          meanSlope,
          meanProduct,
          dx.array(),
          dx.offset() + at,
          channels);
    }
  }
}
