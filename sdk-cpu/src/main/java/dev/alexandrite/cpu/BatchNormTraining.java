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
  private final LeafSums sums;
  private final float[] factor;
  private final ParallelTask addLeaf = (leaf, worker) -> addLeaf(leaf);
  private final ParallelTask addSquaresOfLeaf = (leaf, worker) -> addSquaresOfLeaf(leaf);
  private final ParallelTask normalizeRow = (row, worker) -> normalizeRow(row);
  private int rows;

  BatchNormTraining(BatchNormOp.Training op, WorkerPool pool) {
    super("batch-tree", pool);
    this.op = op;
    this.channels = op.shape().channels();
    this.elements = op.shape().elements();
    this.sums = new LeafSums(channels);
    this.factor = new float[channels];
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
      float[] sum = sums.startRow(leaf);
      for (int at = row * elements; at < (row + 1) * elements; at += channels) {
        Arithmetic.add(sum, 0, x.array(), x.offset() + at, sum, 0, channels);
      }
      sums.endRow(leaf);
    }
  }

  private void writeMean(int count) {
    CpuBuffer mean = output(1);
    CpuBuffer before = input(3);
    CpuBuffer running = output(3);
    for (int c = 0; c < channels; c++) {
      float value = sums.total(c) / count;
      mean.array()[mean.offset() + c] = value;
      running.array()[running.offset() + c] = moved(before.array()[before.offset() + c], value);
    }
  }

  private void addSquaresOfLeaf(int leaf) {
    CpuBuffer x = input(0);
    CpuBuffer mean = output(1);
    sums.startLeaf(leaf);
    for (int row = BatchTree.start(leaf, rows); row < BatchTree.start(leaf + 1, rows); row++) {
      float[] sum = sums.startRow(leaf);
      for (int at = row * elements; at < (row + 1) * elements; at += channels) {
        BatchNormKernel.addSquaredDeviations(
            x.array(), x.offset() + at, mean.array(), mean.offset(), sum, channels);
      }
      sums.endRow(leaf);
    }
  }

  private void writeDeviation(int count) {
    CpuBuffer scale = input(1);
    CpuBuffer inverse = output(2);
    CpuBuffer before = input(4);
    CpuBuffer running = output(4);
    int unbiasedCount = Math.max(count - 1, 1);
    for (int c = 0; c < channels; c++) {
      float squares = sums.total(c);
      float value = BatchNormKernel.inverseDeviation(squares / count, op.epsilon());
      inverse.array()[inverse.offset() + c] = value;
      factor[c] = scale.array()[scale.offset() + c] * value;
      running.array()[running.offset() + c] =
          moved(before.array()[before.offset() + c], squares / unbiasedCount);
    }
  }

  private float moved(float running, float batch) {
    return running + op.momentum() * (batch - running);
  }

  private void normalizeRow(int row) {
    CpuBuffer x = input(0);
    CpuBuffer shift = input(2);
    CpuBuffer mean = output(1);
    CpuBuffer y = output(0);
    for (int at = row * elements; at < (row + 1) * elements; at += channels) {
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
