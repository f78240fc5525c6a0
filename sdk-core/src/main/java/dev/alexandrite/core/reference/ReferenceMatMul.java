package dev.alexandrite.core.reference;

import dev.alexandrite.spi.MatMulOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Matrix products, sums in double precision. */
final class ReferenceMatMul {
  private final MatMulOp op;
  private final Operand output;
  private final Strides toA;
  private final Strides toB;

  private ReferenceMatMul(MatMulOp op) {
    this.op = op;
    this.output = op.output();
    // Walked through as [..., M, K] and [..., K, N], broadcast over the axes before.
    this.toA = matrices(op.a(), op.rows(), op.depth(), op.transposeA());
    this.toB = matrices(op.b(), op.depth(), op.columns(), op.transposeB());
  }

  static Kernel kernel(MatMulOp op) {
    var loops = new ReferenceMatMul(op);
    return (in, out, state) ->
        loops.run(
            ScalarBuffer.of(in[0]), ScalarBuffer.of(in[1]), ScalarBuffer.of(out[0]), state.rows);
  }

  private Strides matrices(Operand operand, int rows, int columns, boolean transpose) {
    List<Integer> stored = new ArrayList<>(op.stack().dimensions());
    stored.add(transpose ? columns : rows);
    stored.add(transpose ? rows : columns);
    Strides places = Strides.broadcast(operand, new Shape(stored));
    if (!transpose) {
      return places;
    }
    int rank = stored.size();
    int[] steps = places.steps().clone();
    steps[rank - 2] = places.steps()[rank - 1];
    steps[rank - 1] = places.steps()[rank - 2];
    List<Integer> walked = new ArrayList<>(op.stack().dimensions());
    walked.add(rows);
    walked.add(columns);
    return new Strides(new Shape(walked), 0, steps, places.row());
  }

  private void run(ScalarBuffer a, ScalarBuffer b, ScalarBuffer y, int rows) {
    int size = op.rows() * op.columns();
    int stacked = op.stack().elements();
    for (int n = 0; n < Strides.examples(output, rows); n++) {
      for (int s = 0; s < stacked; s++) {
        for (int i = 0; i < op.rows(); i++) {
          for (int j = 0; j < op.columns(); j++) {
            double sum = 0;
            for (int k = 0; k < op.depth(); k++) {
              int left = (s * op.rows() + i) * op.depth() + k;
              int right = (s * op.depth() + k) * op.columns() + j;
              sum += (double) a.get(toA.place(n, left)) * b.get(toB.place(n, right));
            }
            y.set((n * stacked + s) * size + i * op.columns() + j, sum);
          }
        }
      }
    }
  }
}
