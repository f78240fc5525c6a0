package dev.alexandrite.core.reference;

import dev.alexandrite.spi.LinearOp;
import org.jspecify.annotations.Nullable;

/** Fully connected layers, {@code y = x·Wᵀ + b}. Sums run in double precision. */
final class ReferenceLinear {
  private ReferenceLinear() {}

  static Kernel kernel(LinearOp op) {
    return switch (op) {
      case LinearOp.Forward forward ->
          (in, out, state) ->
              forward(
                  forward,
                  ScalarBuffer.of(in[0]),
                  ScalarBuffer.of(in[1]),
                  forward.bias() ? ScalarBuffer.of(in[2]) : null,
                  ScalarBuffer.of(out[0]),
                  state.rows * op.rowsPerExample());
      case LinearOp.InputGradient _ ->
          (in, out, state) ->
              inputGradient(
                  op,
                  ScalarBuffer.of(in[0]),
                  ScalarBuffer.of(in[1]),
                  ScalarBuffer.of(out[0]),
                  state.rows * op.rowsPerExample());
      case LinearOp.WeightGradient gradient ->
          (in, out, state) -> {
            int rows = state.rows * op.rowsPerExample();
            ScalarBuffer dy = ScalarBuffer.of(in[1]);
            weightGradient(op, ScalarBuffer.of(in[0]), dy, ScalarBuffer.of(out[0]), rows);
            if (gradient.bias()) {
              biasGradient(op, dy, ScalarBuffer.of(out[1]), rows);
            }
          };
    };
  }

  private static void forward(
      LinearOp.Forward op,
      ScalarBuffer x,
      ScalarBuffer weights,
      @Nullable ScalarBuffer biases,
      ScalarBuffer y,
      int rows) {
    float[] given = new float[op.inputs()];
    float[] rounded = new float[op.inputs()];
    for (int o = 0; o < op.outputs(); o++) {
      for (int i = 0; i < op.inputs(); i++) {
        given[i] = weights.get(o * op.inputs() + i);
      }
      op.form().round(given, 0, op.inputs(), rounded);
      for (int row = 0; row < rows; row++) {
        double sum = biases == null ? 0 : biases.get(o);
        for (int i = 0; i < op.inputs(); i++) {
          sum += (double) x.get(row * op.inputs() + i) * rounded[i];
        }
        y.set(row * op.outputs() + o, ReferenceActivation.value(op.activation(), sum));
      }
    }
  }

  private static void inputGradient(
      LinearOp op, ScalarBuffer dy, ScalarBuffer weights, ScalarBuffer dx, int rows) {
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < op.inputs(); i++) {
        double sum = 0;
        for (int o = 0; o < op.outputs(); o++) {
          sum += (double) dy.get(row * op.outputs() + o) * weights.get(o * op.inputs() + i);
        }
        dx.set(row * op.inputs() + i, sum);
      }
    }
  }

  private static void weightGradient(
      LinearOp op, ScalarBuffer x, ScalarBuffer dy, ScalarBuffer dw, int rows) {
    for (int o = 0; o < op.outputs(); o++) {
      for (int i = 0; i < op.inputs(); i++) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
          sum += (double) dy.get(row * op.outputs() + o) * x.get(row * op.inputs() + i);
        }
        dw.set(o * op.inputs() + i, sum);
      }
    }
  }

  private static void biasGradient(LinearOp op, ScalarBuffer dy, ScalarBuffer db, int rows) {
    for (int o = 0; o < op.outputs(); o++) {
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += dy.get(row * op.outputs() + o);
      }
      db.set(o, sum);
    }
  }
}
