package dev.alexandrite.core.reference;

import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.tensor.Shape;

/**
 * Batch normalisation, one channel after the other. Mean and variance take two passes and are in
 * double precision until they are stored.
 */
final class ReferenceBatchNorm {
  private final int channels;
  private final int positions;

  private ReferenceBatchNorm(Shape shape) {
    channels = shape.channels();
    positions = shape.elements() / shape.channels();
  }

  static Kernel kernel(BatchNormOp op) {
    var loops = new ReferenceBatchNorm(op.shape());
    return switch (op) {
      case BatchNormOp.Training training ->
          (in, out, state) -> loops.training(training, in, out, state.rows);
      case BatchNormOp.Inference inference ->
          (in, out, state) -> loops.inference(inference, in, out, state.rows);
      case BatchNormOp.Gradient _ -> (in, out, state) -> loops.gradient(in, out, state.rows);
    };
  }

  private void training(BatchNormOp.Training op, Buffer[] in, Buffer[] out, int rows) {
    ScalarBuffer x = ScalarBuffer.of(in[0]);
    double count = (double) rows * positions;
    for (int c = 0; c < channels; c++) {
      double mean = mean(x, c, rows);
      double variance = variance(x, c, mean, rows);
      double inverseDeviation = 1 / Math.sqrt(variance + op.epsilon());
      normalise(x, mean, inverseDeviation, in, ScalarBuffer.of(out[0]), c, rows);
      ScalarBuffer.of(out[1]).set(c, mean);
      ScalarBuffer.of(out[2]).set(c, inverseDeviation);
      // A single value has variance 0, whichever way it is divided.
      double unbiased = variance * count / Math.max(count - 1, 1);
      updateRunning(in[3], out[3], c, mean, op.momentum());
      updateRunning(in[4], out[4], c, unbiased, op.momentum());
    }
  }

  private void inference(BatchNormOp.Inference op, Buffer[] in, Buffer[] out, int rows) {
    for (int c = 0; c < channels; c++) {
      double mean = ScalarBuffer.of(in[3]).get(c);
      double inverseDeviation =
          1 / Math.sqrt((double) ScalarBuffer.of(in[4]).get(c) + op.epsilon());
      normalise(
          ScalarBuffer.of(in[0]), mean, inverseDeviation, in, ScalarBuffer.of(out[0]), c, rows);
    }
  }

  /**
   * With {@code x̂ = (x - mean) · inverseDeviation}: {@code dx = scale · inverseDeviation · (dy -
   * mean(dy) - x̂ · mean(dy · x̂))} (Ioffe and Szegedy, arXiv 1502.03167, section 3).
   */
  private void gradient(Buffer[] in, Buffer[] out, int rows) {
    ScalarBuffer x = ScalarBuffer.of(in[0]);
    ScalarBuffer dy = ScalarBuffer.of(in[1]);
    ScalarBuffer dx = ScalarBuffer.of(out[0]);
    double count = (double) rows * positions;
    for (int c = 0; c < channels; c++) {
      double scale = ScalarBuffer.of(in[2]).get(c);
      double mean = ScalarBuffer.of(in[3]).get(c);
      double inverseDeviation = ScalarBuffer.of(in[4]).get(c);
      double dscale = 0;
      double dshift = 0;
      for (int n = 0; n < rows; n++) {
        for (int p = 0; p < positions; p++) {
          int at = index(n, c, p);
          dscale += dy.get(at) * (x.get(at) - mean) * inverseDeviation;
          dshift += dy.get(at);
        }
      }
      for (int n = 0; n < rows; n++) {
        for (int p = 0; p < positions; p++) {
          int at = index(n, c, p);
          double normal = (x.get(at) - mean) * inverseDeviation;
          double centred = dy.get(at) - dshift / count - normal * dscale / count;
          dx.set(at, scale * inverseDeviation * centred);
        }
      }
      ScalarBuffer.of(out[1]).set(c, dscale);
      ScalarBuffer.of(out[2]).set(c, dshift);
    }
  }

  private void normalise(
      ScalarBuffer x,
      double mean,
      double inverseDeviation,
      Buffer[] in,
      ScalarBuffer y,
      int c,
      int rows) {
    double scale = ScalarBuffer.of(in[1]).get(c);
    double shift = ScalarBuffer.of(in[2]).get(c);
    for (int n = 0; n < rows; n++) {
      for (int p = 0; p < positions; p++) {
        int at = index(n, c, p);
        y.set(at, (x.get(at) - mean) * inverseDeviation * scale + shift);
      }
    }
  }

  private static void updateRunning(
      Buffer before, Buffer after, int c, double batch, float momentum) {
    double running = ScalarBuffer.of(before).get(c);
    ScalarBuffer.of(after).set(c, running + momentum * (batch - running));
  }

  private double mean(ScalarBuffer x, int c, int rows) {
    double sum = 0;
    for (int n = 0; n < rows; n++) {
      for (int p = 0; p < positions; p++) {
        sum += x.get(index(n, c, p));
      }
    }
    return sum / ((double) rows * positions);
  }

  private double variance(ScalarBuffer x, int c, double mean, int rows) {
    double sum = 0;
    for (int n = 0; n < rows; n++) {
      for (int p = 0; p < positions; p++) {
        double difference = x.get(index(n, c, p)) - mean;
        sum += difference * difference;
      }
    }
    return sum / ((double) rows * positions);
  }

  private int index(int n, int c, int position) {
    return (n * channels + c) * positions + position;
  }
}
