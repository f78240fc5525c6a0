package dev.alexandrite.core.reference;

import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ReduceOp;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;

/** Reductions over axes and over the batch, sums in double precision. */
final class ReferenceReduce {
  private ReferenceReduce() {}

  static Kernel kernel(ReduceOp op) {
    return switch (op) {
      case ReduceOp.Axes axes -> axes(axes);
      case ReduceOp.Batch(Shape shape) ->
          (in, out, state) -> {
            int size = shape.elements();
            for (int i = 0; i < size; i++) {
              double sum = 0;
              for (int n = 0; n < state.rows; n++) {
                sum += ScalarBuffer.of(in[0]).get(n * size + i);
              }
              ScalarBuffer.of(out[0]).set(i, sum);
            }
          };
    };
  }

  private static Kernel axes(ReduceOp.Axes op) {
    Operand input = op.input();
    int size = input.shape().elements();
    // Every element of x goes to a place of y: its own, with the reduced axes left out.
    int[] kept = new int[input.shape().rank()];
    int step = 1;
    for (int axis = kept.length - 1; axis >= 0; axis--) {
      if (!op.axes().contains(axis)) {
        kept[axis] = step;
        step *= input.shape().get(axis);
      }
    }
    int results = step;
    Strides places = new Strides(input.shape(), 0, kept, 0);
    return (in, out, state) -> {
      for (int n = 0; n < Strides.examples(input, state.rows); n++) {
        double[] found = new double[results];
        boolean[] begun = new boolean[results];
        for (int i = 0; i < size; i++) {
          int place = places.place(0, i);
          double x = ScalarBuffer.of(in[0]).get(n * size + i);
          found[place] = begun[place] ? join(op.reduction(), found[place], x) : x;
          begun[place] = true;
        }
        for (int i = 0; i < results; i++) {
          double divisor = op.reduction() == Reduction.MEAN ? op.count() : 1;
          ScalarBuffer.of(out[0]).set(n * results + i, found[i] / divisor);
        }
      }
    };
  }

  private static double join(Reduction reduction, double a, double b) {
    return switch (reduction) {
      case SUM, MEAN -> a + b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }
}
