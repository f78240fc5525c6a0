package dev.alexandrite.cpu;

import dev.alexandrite.tensor.ConvolutionGeometry;

/** Convolutions as nested loops in double precision, over row-major tensors. */
final class NaiveConvolution {
  private final ConvolutionGeometry g;
  private final boolean shared;

  NaiveConvolution(ConvolutionGeometry geometry, boolean shared) {
    this.g = geometry;
    this.shared = shared;
  }

  /** What is done with every product of one input and one weight. */
  private interface Visitor {
    void visit(int input, int weight, int output);
  }

  int weights() {
    return g.filters() * g.reduction() * (shared ? 1 : g.outHeight() * g.outWidth());
  }

  int biases() {
    return g.filters() * (shared ? 1 : g.outHeight() * g.outWidth());
  }

  /** {@code float64[N, filters, outHeight, outWidth]}. */
  double[] forward(float[] x, float[] weights, float[] bias, int rows) {
    double[] y = new double[rows * g.output().elements()];
    for (int i = 0; i < y.length; i++) {
      y[i] = bias[bias(i)];
    }
    visit(rows, (in, w, out) -> y[out] += (double) x[in] * weights[w]);
    return y;
  }

  /** {@code float64[N, channels, height, width]}. */
  double[] inputGradient(float[] dy, float[] weights, int rows) {
    double[] dx = new double[rows * g.input().elements()];
    visit(rows, (in, w, out) -> dx[in] += (double) dy[out] * weights[w]);
    return dx;
  }

  /** As the weights. */
  double[] weightGradient(float[] x, float[] dy, int rows) {
    double[] dw = new double[weights()];
    visit(rows, (in, w, out) -> dw[w] += (double) dy[out] * x[in]);
    return dw;
  }

  /** As the biases. */
  double[] biasGradient(float[] dy) {
    double[] db = new double[biases()];
    for (int i = 0; i < dy.length; i++) {
      db[bias(i)] += dy[i];
    }
    return db;
  }

  private int bias(int output) {
    int withinExample = output % g.output().elements();
    return shared ? withinExample / (g.outHeight() * g.outWidth()) : withinExample;
  }

  private void visit(int rows, Visitor visitor) {
    for (int row = 0; row < rows; row++) {
      for (int filter = 0; filter < g.filters(); filter++) {
        for (int y = 0; y < g.outHeight(); y++) {
          for (int x = 0; x < g.outWidth(); x++) {
            visitWindow(row, filter, y, x, visitor);
          }
        }
      }
    }
  }

  private void visitWindow(int row, int filter, int outY, int outX, Visitor visitor) {
    int groupChannels = g.channels() / g.groups();
    int firstChannel = filter / (g.filters() / g.groups()) * groupChannels;
    int output = ((row * g.filters() + filter) * g.outHeight() + outY) * g.outWidth() + outX;
    int position = shared ? 0 : outY * g.outWidth() + outX;
    int weight = (position * g.filters() + filter) * g.reduction();
    for (int channel = 0; channel < groupChannels; channel++) {
      for (int ky = 0; ky < g.kernelHeight(); ky++) {
        for (int kx = 0; kx < g.kernelWidth(); kx++, weight++) {
          int y = outY * g.strideY() - g.padTop() + ky * g.dilationY();
          int x = outX * g.strideX() - g.padLeft() + kx * g.dilationX();
          if (y >= 0 && y < g.height() && x >= 0 && x < g.width()) {
            int map = row * g.channels() + firstChannel + channel;
            visitor.visit((map * g.height() + y) * g.width() + x, weight, output);
          }
        }
      }
    }
  }
}
