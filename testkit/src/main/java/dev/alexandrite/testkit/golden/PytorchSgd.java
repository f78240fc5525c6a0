package dev.alexandrite.testkit.golden;

import dev.alexandrite.model.Shape;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.spi.UpdateOp.Form;
import java.util.Arrays;
import java.util.List;

/** Some steps of momentum, the rate dropping on the way: {@code grads[t]} makes weights[t + 1]. */
final class PytorchSgd {
  private PytorchSgd() {}

  static void check(GoldenCase golden, Backend backend) {
    Attributes attributes = golden.attributes();
    List<Double> rates = attributes.numbers("lr");
    float[] gradients = golden.array("grads").floats();
    float[] weights = golden.array("weights").floats();
    int size = gradients.length / rates.size();
    GoldenGraph graph =
        new GoldenGraph(1)
            .step(operator(attributes, size))
            .input("weights", step(weights, 0, size))
            .input("velocity", new float[size]);
    GoldenProgram program = new GoldenProgram(backend, golden.name(), graph);
    RunState state = new RunState();
    for (int t = 0; t < rates.size(); t++) {
      state.learningRate = rates.get(t).floatValue();
      state.updates = t;
      program.upload("gradient", step(gradients, t, size));
      program.run(state);
      program.check(
          "weights after step " + t, step(weights, t + 1, size), program.download("weights"));
    }
  }

  private static UpdateOp operator(Attributes attributes, int size) {
    return new UpdateOp.Sgd(
        Shape.of(size),
        form(attributes.text("note", "")),
        (float) attributes.number("momentum", 0),
        attributes.flag("nesterov", false),
        (float) attributes.number("weight_decay", 0),
        1);
  }

  /** A case names its form by its formula. */
  private static Form form(String formula) {
    if (formula.startsWith("velocity = m*v + (g")) {
      return Form.PYTORCH;
    }
    if (formula.startsWith("v = m*v - ")) {
      return Form.PAPER;
    }
    throw new IllegalArgumentException("unknown form of momentum: " + formula);
  }

  private static float[] step(float[] all, int step, int size) {
    return Arrays.copyOfRange(all, step * size, (step + 1) * size);
  }
}
