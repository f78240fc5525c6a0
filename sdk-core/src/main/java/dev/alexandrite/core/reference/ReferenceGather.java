package dev.alexandrite.core.reference;

import dev.alexandrite.spi.GatherOp;
import dev.alexandrite.spi.Operand;

/** Picks elements of an axis by number, and adds gradients up where they were picked. */
final class ReferenceGather {
  private final GatherOp op;
  private final Operand output;
  private final int before;
  private final int size;
  private final int after;
  private final int picks;

  private ReferenceGather(GatherOp op) {
    this.op = op;
    this.output = op.output();
    int outer = 1;
    for (int axis = 0; axis < op.axis(); axis++) {
      outer *= op.table().shape().get(axis);
    }
    this.before = outer;
    this.size = op.table().shape().get(op.axis());
    this.after = op.table().shape().elements() / before / size;
    this.picks = op.indices().shape().elements();
  }

  static Kernel kernel(GatherOp op) {
    var loops = new ReferenceGather(op);
    return switch (op) {
      case GatherOp.Forward _ ->
          (in, out, state) ->
              loops.forward(
                  ScalarBuffer.of(in[0]),
                  ScalarBuffer.of(in[1]),
                  ScalarBuffer.of(out[0]),
                  state.rows);
      case GatherOp.Gradient _ ->
          (in, out, state) ->
              loops.gradient(
                  ScalarBuffer.of(in[0]),
                  ScalarBuffer.of(in[1]),
                  ScalarBuffer.of(out[0]),
                  state.rows);
    };
  }

  private void forward(ScalarBuffer table, ScalarBuffer indices, ScalarBuffer y, int rows) {
    int at = 0;
    for (int n = 0; n < Strides.examples(output, rows); n++) {
      for (int outer = 0; outer < before; outer++) {
        for (int pick = 0; pick < picks; pick++) {
          for (int inner = 0; inner < after; inner++) {
            y.set(at++, table.get(place(n, outer, index(indices, n, pick), inner)));
          }
        }
      }
    }
  }

  private void gradient(ScalarBuffer indices, ScalarBuffer dy, ScalarBuffer dtable, int rows) {
    double[] sums = new double[Strides.examples(op.table(), rows) * op.table().shape().elements()];
    int at = 0;
    for (int n = 0; n < Strides.examples(output, rows); n++) {
      for (int outer = 0; outer < before; outer++) {
        for (int pick = 0; pick < picks; pick++) {
          for (int inner = 0; inner < after; inner++) {
            sums[place(n, outer, index(indices, n, pick), inner)] += dy.get(at++);
          }
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      dtable.set(i, sums[i]);
    }
  }

  private int place(int example, int outer, int index, int inner) {
    return example * Strides.row(op.table()) + (outer * size + index) * after + inner;
  }

  private int index(ScalarBuffer indices, int example, int pick) {
    float index = indices.get(example * Strides.row(op.indices()) + pick);
    if (!(index >= 0 && index < size) || index != (int) index) {
      throw new IllegalStateException(
          "index "
              + index
              + " of example "
              + example
              + " is no element of an axis of "
              + size
              + "; indices are whole numbers from 0 to "
              + (size - 1));
    }
    return (int) index;
  }
}
