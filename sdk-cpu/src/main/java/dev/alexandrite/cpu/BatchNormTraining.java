package dev.alexandrite.cpu;

import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.BatchTree;
import dev.alexandrite.spi.RunState;

/**
 * Normalises by the batch's own mean and variance, in three passes, and updates the running ones.
 */
final class BatchNormTraining extends SimdPlan {
  private final BatchNormOp.Training op;
  private final int channels;
  private final int elements;
  private final PositionSums positions;
  private final LeafSums sums;
  private final ChannelNorm norm;
  private final ParallelTask addLeaf = (leaf, worker) -> addLeaf(leaf);
  private final ParallelTask addSquaresOfLeaf = (leaf, worker) -> addSquaresOfLeaf(leaf);
  private final ParallelTask normalizeRow = (row, worker) -> normalizeRow(row);
  private int rows;

  BatchNormTraining(BatchNormOp.Training op, WorkerPool pool) {
    super("batch-tree", pool);
    this.op = op;
    this.channels = op.shape().channels();
    this.elements = op.shape().elements();
    this.positions = new PositionSums(channels);
    this.sums = new LeafSums(positions.width());
    this.norm = new ChannelNorm(channels);
  }

  @Override
  void compute(RunState state) {
    rows = state.rows;
    int count = rows * (elements / channels);
    parallel(addLeaf, BatchTree.LEAVES);
    writeMean(count);
    parallel(addSquaresOfLeaf, BatchTree.LEAVES);
    writeDeviation(count);
    parallel(normalizeRow, rows);
  }

  private void addLeaf(int leaf) {
    CpuBuffer x = input(0);
    sums.startLeaf(leaf);
    for (int row = BatchTree.start(leaf, rows); row < BatchTree.start(leaf + 1, rows); row++) {
      int at = x.offset() + row * elements;
      positions.add(x.array(), at, elements / channels, sums.startRow(leaf));
      sums.endRow(leaf);
    }
  }

  private void writeMean(int count) {
    CpuBuffer batch = output(1);
    CpuBuffer before = input(3);
    CpuBuffer running = output(3);
    for (int c = 0; c < channels; c++) {
      float value = sums.total(positions.place(c)) / count;
      batch.array()[batch.offset() + c] = value;
      running.array()[running.offset() + c] = moved(before.array()[before.offset() + c], value);
    }
    norm.setMean(batch);
  }

  private void addSquaresOfLeaf(int leaf) {
    CpuBuffer x = input(0);
    sums.startLeaf(leaf);
    for (int row = BatchTree.start(leaf, rows); row < BatchTree.start(leaf + 1, rows); row++) {
      positions.addSquaredDeviations(
          x.array(),
          x.offset() + row * elements,
          elements / channels,
          norm.mean(),
          sums.startRow(leaf));
      sums.endRow(leaf);
    }
  }

  private void writeDeviation(int count) {
    CpuBuffer inverse = output(2);
    CpuBuffer before = input(4);
    CpuBuffer running = output(4);
    int unbiasedCount = Math.max(count - 1, 1);
    for (int c = 0; c < channels; c++) {
      float squares = sums.total(positions.place(c));
      float value = BatchNormKernel.inverseDeviation(squares / count, op.epsilon());
      inverse.array()[inverse.offset() + c] = value;
      running.array()[running.offset() + c] =
          moved(before.array()[before.offset() + c], squares / unbiasedCount);
    }
    norm.setFactor(input(1), inverse);
    norm.setShift(input(2));
  }

  private float moved(float running, float batch) {
    return running + op.momentum() * (batch - running);
  }

  private void normalizeRow(int row) {
    norm.row(input(0), output(0), row, elements);
  }
}
