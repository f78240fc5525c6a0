package dev.alexandrite.core.reference;

import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.tensor.Shape;

/** Softmax over the first axis, at every position, in double precision. */
final class ReferenceSoftmax {
  private final int classes;
  private final int positions;

  private ReferenceSoftmax(Shape shape) {
    classes = shape.channels();
    positions = shape.elements() / classes;
  }

  static Kernel kernel(SoftmaxOp op) {
    return switch (op) {
      case SoftmaxOp.Forward(Shape shape) -> {
        var loops = new ReferenceSoftmax(shape);
        yield (in, out, state) ->
            loops.forward(ScalarBuffer.of(in[0]), ScalarBuffer.of(out[0]), state.rows);
      }
      case SoftmaxOp.Gradient(Shape shape) -> {
        var loops = new ReferenceSoftmax(shape);
        yield (in, out, state) ->
            loops.gradient(
                ScalarBuffer.of(in[0]),
                ScalarBuffer.of(in[1]),
                ScalarBuffer.of(out[0]),
                state.rows);
      }
    };
  }

  private void forward(ScalarBuffer x, ScalarBuffer y, int rows) {
    for (int n = 0; n < rows; n++) {
      for (int p = 0; p < positions; p++) {
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
          max = Math.max(max, x.get(index(n, c, p)));
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
          sum += StrictMath.exp(x.get(index(n, c, p)) - max);
        }
        for (int c = 0; c < classes; c++) {
          int at = index(n, c, p);
          y.set(at, StrictMath.exp(x.get(at) - max) / sum);
        }
      }
    }
  }

  /** {@code dx_c = y_c · (dy_c - Σ_k dy_k · y_k)}. */
  private void gradient(ScalarBuffer y, ScalarBuffer dy, ScalarBuffer dx, int rows) {
    for (int n = 0; n < rows; n++) {
      for (int p = 0; p < positions; p++) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
          int at = index(n, c, p);
          sum += (double) dy.get(at) * y.get(at);
        }
        for (int c = 0; c < classes; c++) {
          int at = index(n, c, p);
          dx.set(at, y.get(at) * (dy.get(at) - sum));
        }
      }
    }
  }

  private int index(int n, int c, int position) {
    return (n * classes + c) * positions + position;
  }
}
