package dev.alexandrite.cpu;

import dev.alexandrite.spi.BatchTree;
import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.tensor.Shape;

/**
 * The gradient of layer normalisation. With {@code z = (x - mean) · inverse} and {@code g = dy ·
 * scale}: {@code dx = inverse · (g - mean(g) - z · mean(g·z))} within each group, {@code dscale = Σ
 * dy·z} and {@code dshift = Σ dy} over groups and batch (Ba, Kiros and Hinton, arXiv 1607.06450).
 */
final class LayerNormGradient extends SimdPlan {
  private final Shape shape;
  private final int elements;
  private final int width;
  private final LeafSums scaleSums;
  private final LeafSums shiftSums;
  private final float[][] values;
  private final float[][] slopes;
  private final ParallelTask task = this::leaf;
  private final int[] leafStarts = new int[BatchTree.LEAVES + 1];

  LayerNormGradient(LayerNormOp.Gradient op, WorkerPool pool) {
    super("batch-tree", pool);
    this.shape = op.shape();
    this.elements = shape.elements();
    this.width = op.width();
    this.scaleSums = new LeafSums(width);
    this.shiftSums = new LeafSums(width);
    this.values = new float[pool.threads()][elements];
    this.slopes = new float[pool.threads()][elements];
  }

  @Override
  void compute(RunState state) {
    WeightGradientTile.leafStarts(state, 1, leafStarts);
    parallel(task, BatchTree.LEAVES);
    CpuBuffer dscale = output(1);
    CpuBuffer dshift = output(2);
    for (int i = 0; i < width; i++) {
      dscale.array()[dscale.offset() + i] = scaleSums.total(i);
      dshift.array()[dshift.offset() + i] = shiftSums.total(i);
    }
  }

  private void leaf(int leaf, int worker) {
    scaleSums.startLeaf(leaf);
    shiftSums.startLeaf(leaf);
    for (int row = leafStarts[leaf]; row < leafStarts[leaf + 1]; row++) {
      row(row, values[worker], slopes[worker], scaleSums.startRow(leaf), shiftSums.startRow(leaf));
      scaleSums.endRow(leaf);
      shiftSums.endRow(leaf);
    }
  }

  private void row(int row, float[] x, float[] dy, float[] dscale, float[] dshift) {
    int at = row * elements;
    ChannelsLast.toRowMajor(shape, input(0).array(), input(0).offset() + at, x, 0);
    ChannelsLast.toRowMajor(shape, input(1).array(), input(1).offset() + at, dy, 0);
    for (int group = 0; group < elements / width; group++) {
      int from = group * width;
      normalize(x, from, row * (elements / width) + group);
      Arithmetic.addProduct(dy, from, x, from, dscale, 0, width);
      Arithmetic.add(dshift, 0, dy, from, dshift, 0, width);
      differentiate(x, dy, from, row * (elements / width) + group);
    }
    ChannelsLast.fromRowMajor(shape, dy, 0, output(0).array(), output(0).offset() + at);
  }

  /** Replaces a group of x by z. */
  private void normalize(float[] x, int from, int statistic) {
    float mean = input(3).array()[input(3).offset() + statistic];
    float inverse = input(4).array()[input(4).offset() + statistic];
    for (int i = from; i < from + width; i++) {
      x[i] = (x[i] - mean) * inverse;
    }
  }

  /** Replaces a group of dy by dx. */
  private void differentiate(float[] z, float[] dy, int from, int statistic) {
    CpuBuffer scale = input(2);
    Arithmetic.multiply(dy, from, scale.array(), scale.offset(), dy, from, width);
    double sum = 0;
    double products = 0;
    for (int i = from; i < from + width; i++) {
      sum += dy[i];
      products += (double) dy[i] * z[i];
    }
    float mean = (float) (sum / width);
    float meanProduct = (float) (products / width);
    float inverse = input(4).array()[input(4).offset() + statistic];
    for (int i = from; i < from + width; i++) {
      dy[i] = inverse * (dy[i] - mean - z[i] * meanProduct);
    }
  }
}
