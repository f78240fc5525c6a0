package dev.alexandrite.core.reference;

import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.LocalResponseNormOp.Window;

/**
 * Local response normalisation, {@code y = x · d^-beta}; see {@link LocalResponseNormOp}. Sums and
 * powers are in double precision, and nothing is remembered between elements.
 */
final class ReferenceLocalResponseNorm {
  private final Window w;
  private final int channels;
  private final int height;
  private final int width;

  private ReferenceLocalResponseNorm(Window window) {
    w = window;
    channels = window.shape().channels();
    height = window.shape().height();
    width = window.shape().width();
  }

  static Kernel kernel(LocalResponseNormOp op) {
    var loops = new ReferenceLocalResponseNorm(op.window());
    return switch (op) {
      case LocalResponseNormOp.Forward _ ->
          (in, out, state) ->
              loops.forward(ScalarBuffer.of(in[0]), ScalarBuffer.of(out[0]), state.rows);
      case LocalResponseNormOp.Gradient _ ->
          (in, out, state) ->
              loops.gradient(
                  ScalarBuffer.of(in[0]),
                  ScalarBuffer.of(in[1]),
                  ScalarBuffer.of(in[2]),
                  ScalarBuffer.of(out[0]),
                  state.rows);
    };
  }

  private void forward(ScalarBuffer x, ScalarBuffer y, int rows) {
    for (int n = 0; n < rows; n++) {
      for (int c = 0; c < channels; c++) {
        for (int i = 0; i < height; i++) {
          for (int j = 0; j < width; j++) {
            int at = index(n, c, i, j);
            y.set(at, x.get(at) * StrictMath.pow(denominator(x, n, c, i, j), -w.beta()));
          }
        }
      }
    }
  }

  /**
   * {@code dx_a = dy_a · d_a^-beta - 2 · alpha · beta · x_a · Σ_b dy_b · y_b / d_b}, over every b
   * whose window holds a.
   */
  private void gradient(
      ScalarBuffer x, ScalarBuffer y, ScalarBuffer dy, ScalarBuffer dx, int rows) {
    for (int n = 0; n < rows; n++) {
      for (int c = 0; c < channels; c++) {
        for (int i = 0; i < height; i++) {
          for (int j = 0; j < width; j++) {
            int at = index(n, c, i, j);
            double own = dy.get(at) * StrictMath.pow(denominator(x, n, c, i, j), -w.beta());
            double others =
                w.withinMap() ? ofMap(x, y, dy, n, c, i, j) : ofTower(x, y, dy, n, c, i, j);
            dx.set(at, own - 2.0 * w.alpha() * w.beta() * x.get(at) * others);
          }
        }
      }
    }
  }

  /** {@code d = k + alpha · Σ x²} over the window around an element. */
  private double denominator(ScalarBuffer x, int n, int c, int i, int j) {
    double sum = 0;
    if (w.withinMap()) {
      for (int p = first(i, 0); p <= last(i, height); p++) {
        for (int q = first(j, 0); q <= last(j, width); q++) {
          double value = x.get(index(n, c, p, q));
          sum += value * value;
        }
      }
    } else {
      for (int f = first(c, towerStart(c)); f <= last(c, towerEnd(c)); f++) {
        double value = x.get(index(n, f, i, j));
        sum += value * value;
      }
    }
    return w.k() + w.alpha() * sum;
  }

  private double ofTower(
      ScalarBuffer x, ScalarBuffer y, ScalarBuffer dy, int n, int c, int i, int j) {
    double sum = 0;
    for (int f = towerStart(c); f < towerEnd(c); f++) {
      if (holds(f, c)) {
        sum += term(x, y, dy, n, f, i, j);
      }
    }
    return sum;
  }

  private double ofMap(
      ScalarBuffer x, ScalarBuffer y, ScalarBuffer dy, int n, int c, int i, int j) {
    double sum = 0;
    for (int p = 0; p < height; p++) {
      for (int q = 0; q < width && holds(p, i); q++) {
        if (holds(q, j)) {
          sum += term(x, y, dy, n, c, p, q);
        }
      }
    }
    return sum;
  }

  private double term(ScalarBuffer x, ScalarBuffer y, ScalarBuffer dy, int n, int c, int i, int j) {
    int at = index(n, c, i, j);
    return (double) dy.get(at) * y.get(at) / denominator(x, n, c, i, j);
  }

  /** Whether the window around {@code center} holds {@code place}, borders aside. */
  private boolean holds(int center, int place) {
    int start = center - w.size() / 2;
    return place >= start && place < start + w.size();
  }

  private int first(int center, int from) {
    return Math.max(center - w.size() / 2, from);
  }

  private int last(int center, int end) {
    return Math.min(center - w.size() / 2 + w.size(), end) - 1;
  }

  private int towerStart(int channel) {
    int tower = channels / w.towers();
    return channel / tower * tower;
  }

  private int towerEnd(int channel) {
    return towerStart(channel) + channels / w.towers();
  }

  private int index(int n, int c, int i, int j) {
    return ((n * channels + c) * height + i) * width + j;
  }
}
