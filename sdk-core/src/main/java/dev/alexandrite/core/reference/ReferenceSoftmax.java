package dev.alexandrite.core.reference;

import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.SoftmaxOp;

/** Softmax and its logarithm over an axis, at every position of the others, in double precision. */
final class ReferenceSoftmax {
  private final Operand output;
  private final boolean log;
  private final int classes;
  private final int inner;

  private ReferenceSoftmax(SoftmaxOp op) {
    output = op.output();
    log = op.log();
    classes = output.shape().get(op.axis());
    inner = Strides.rowMajor(output.shape())[op.axis()];
  }

  static Kernel kernel(SoftmaxOp op) {
    var loops = new ReferenceSoftmax(op);
    return switch (op) {
      case SoftmaxOp.Forward _ ->
          (in, out, state) ->
              loops.forward(ScalarBuffer.of(in[0]), ScalarBuffer.of(out[0]), state.rows);
      case SoftmaxOp.Gradient _ ->
          (in, out, state) ->
              loops.gradient(
                  ScalarBuffer.of(in[0]),
                  ScalarBuffer.of(in[1]),
                  ScalarBuffer.of(out[0]),
                  state.rows);
    };
  }

  private int positions(int rows) {
    return Strides.examples(output, rows) * output.shape().elements() / classes;
  }

  /** Where an element of the axis lies, of one position of all examples together. */
  private int index(int position, int c) {
    return (position / inner * classes + c) * inner + position % inner;
  }

  private void forward(ScalarBuffer x, ScalarBuffer y, int rows) {
    for (int p = 0; p < positions(rows); p++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        max = Math.max(max, x.get(index(p, c)));
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += StrictMath.exp(x.get(index(p, c)) - max);
      }
      for (int c = 0; c < classes; c++) {
        double below = x.get(index(p, c)) - max;
        y.set(index(p, c), log ? below - StrictMath.log(sum) : StrictMath.exp(below) / sum);
      }
    }
  }

  /**
   * {@code dx_c = y_c · (dy_c - Σ_k dy_k · y_k)}; of the logarithm {@code dx_c = dy_c - exp(y_c) ·
   * Σ_k dy_k}.
   */
  private void gradient(ScalarBuffer y, ScalarBuffer dy, ScalarBuffer dx, int rows) {
    for (int p = 0; p < positions(rows); p++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        int at = index(p, c);
        sum += log ? dy.get(at) : (double) dy.get(at) * y.get(at);
      }
      for (int c = 0; c < classes; c++) {
        int at = index(p, c);
        dx.set(
            at,
            log ? dy.get(at) - StrictMath.exp(y.get(at)) * sum : y.get(at) * (dy.get(at) - sum));
      }
    }
  }
}
