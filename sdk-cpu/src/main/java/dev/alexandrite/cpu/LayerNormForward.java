package dev.alexandrite.cpu;

import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.tensor.Shape;

/** Normalises groups of trailing elements, each example in row-major order. */
final class LayerNormForward extends RowPlan {
  private final Shape shape;
  private final int elements;
  private final int width;
  private final float epsilon;
  private final float[][] rowMajor;

  LayerNormForward(LayerNormOp.Forward op, WorkerPool pool) {
    super("by-group", pool);
    this.shape = op.shape();
    this.elements = shape.elements();
    this.width = op.width();
    this.epsilon = op.epsilon();
    this.rowMajor = new float[pool.threads()][elements];
  }

  @Override
  void row(int row, int worker) {
    float[] values = rowMajor[worker];
    ChannelsLast.toRowMajor(shape, input(0).array(), input(0).offset() + row * elements, values, 0);
    for (int group = 0; group < elements / width; group++) {
      normalize(values, row, group);
    }
    ChannelsLast.fromRowMajor(
        shape, values, 0, output(0).array(), output(0).offset() + row * elements);
  }

  private void normalize(float[] values, int row, int group) {
    CpuBuffer scale = input(1);
    CpuBuffer shift = input(2);
    int from = group * width;
    double mean = Softmax.sum(values, from, width) / width;
    double squares = 0;
    for (int i = 0; i < width; i++) {
      double deviation = values[from + i] - mean;
      squares += deviation * deviation;
    }
    float centre = (float) mean;
    float inverse = (float) (1.0 / Math.sqrt(squares / width + epsilon));
    int statistic = row * (elements / width) + group;
    output(1).array()[output(1).offset() + statistic] = centre;
    output(2).array()[output(2).offset() + statistic] = inverse;
    for (int i = 0; i < width; i++) {
      float normalized = (values[from + i] - centre) * inverse;
      values[from + i] =
          Math.fma(
              normalized, scale.array()[scale.offset() + i], shift.array()[shift.offset() + i]);
    }
  }
}
