package dev.alexandrite.testkit;

import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.WeightForm;
import java.util.ArrayList;
import java.util.List;

/** Fully connected layers. */
final class LinearCases {
  private static final int RANDOM_SIZES = 6;

  private LinearCases() {}

  static List<OpCase> all() {
    List<Size> sizes =
        new ArrayList<>(
            List.of(
                new Size(1, 1, 1),
                new Size(1, 3, 15),
                new Size(1, 37, 19),
                new Size(1, 16, 33),
                new Size(1, 17, 16),
                new Size(1, 33, 1),
                new Size(1, 288, 100),
                new Size(1, 700, 64),
                new Size(5, 33, 17),
                new Size(4, 15, 1),
                new Size(1, 514, 150)));
    Draw draw = new Draw(1989);
    for (int i = 0; i < RANDOM_SIZES; i++) {
      sizes.add(new Size(draw.from(1, 3), draw.from(1, 70), draw.from(1, 70)));
    }
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      addOperators(cases, sizes.get(i), Rows.cycle(i));
    }
    return cases;
  }

  private static void addOperators(List<OpCase> cases, Size size, Rows rows) {
    int t = size.rowsPerExample;
    int in = size.inputs;
    int out = size.outputs;
    List.of(
            new LinearOp.Forward(t, in, out, true, Activation.RELU),
            new LinearOp.Forward(t, in, out, false, Activation.NONE),
            new LinearOp.Forward(t, in, out, true, Activation.RELU, WeightForm.BFLOAT16),
            new LinearOp.Forward(t, in, out, true, Activation.NONE, WeightForm.INT8),
            new LinearOp.InputGradient(t, in, out),
            new LinearOp.WeightGradient(t, in, out, true),
            new LinearOp.WeightGradient(t, in, out, false))
        .forEach(op -> cases.add(OpCase.of(op + ", " + rows, op, rows.capacity(), rows.rows())));
  }

  private record Size(int rowsPerExample, int inputs, int outputs) {}
}
