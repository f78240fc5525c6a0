package dev.alexandrite.testkit.golden;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.spi.UpdateOp.Form;
import dev.alexandrite.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Some steps of an optimiser, the rate perhaps dropping: {@code grads[t]} makes weights[t + 1]. */
final class PytorchOptimizers {
  private final GoldenCase golden;
  private final Attributes attributes;
  private final float[] gradients;
  private final float[] weights;
  private final int steps;
  private final int size;

  PytorchOptimizers(GoldenCase golden) {
    this.golden = golden;
    attributes = golden.attributes();
    gradients = golden.array("grads").floats();
    weights = golden.array("weights").floats();
    steps = golden.array("grads").shape().get(0);
    size = gradients.length / steps;
  }

  void check(Backend backend) throws OutOfScope {
    List<Double> rates = attributes.numbers("lr");
    OutOfScope.unless(rates.size() == 1 || rates.size() == steps, "rates that are no list of all");
    GoldenProgram program = new GoldenProgram(backend, golden.name(), graph());
    RunState state = new RunState();
    for (int t = 0; t < steps; t++) {
      state.learningRate = rates.get(Math.min(t, rates.size() - 1)).floatValue();
      state.updates = t;
      program.upload("gradient", row(gradients, t));
      program.run(state);
      program.check("weights after step " + t, row(weights, t + 1), program.download("weights"));
    }
  }

  private GoldenGraph graph() throws OutOfScope {
    GoldenGraph graph = new GoldenGraph(1).input("weights", row(weights, 0));
    return attributes.text("op", "").equals("adamw")
        ? graph
            .step(adamW())
            .input("firstMoment", new float[size])
            .input("secondMoment", new float[size])
        : graph.step(sgd()).input("velocity", new float[size]);
  }

  private UpdateOp sgd() throws OutOfScope {
    OutOfScope.unless(attributes.number("dampening", 0) == 0, "a damped gradient");
    return new UpdateOp.Sgd(
        Shape.of(size),
        form(),
        (float) attributes.number("momentum", 0),
        attributes.flag("nesterov", false),
        (float) attributes.number("weight_decay", 0),
        1);
  }

  /** Its decay is PyTorch's default where the case names none. */
  private UpdateOp adamW() throws OutOfScope {
    OutOfScope.unless(!attributes.flag("amsgrad", false), "the largest second moment (amsgrad)");
    List<Double> betas = attributes.numbers("betas", 0.9, 0.999);
    return new UpdateOp.AdamW(
        Shape.of(size),
        betas.get(0).floatValue(),
        betas.get(1).floatValue(),
        (float) attributes.number("eps", 1e-8),
        (float) attributes.number("weight_decay", 0.01),
        1);
  }

  /** A case names its form, or says it by its formula. */
  private Form form() throws OutOfScope {
    String formula = attributes.text("note", "");
    String form = attributes.text("form", "");
    if (form.equals("pytorch") || formula.startsWith("velocity = m*v + (g")) {
      return Form.PYTORCH;
    }
    OutOfScope.unless(
        form.equals("paper") || formula.startsWith("v = m*v - "),
        "an unknown form of momentum: " + form + formula);
    return Form.PAPER;
  }

  private float[] row(float[] all, int step) {
    return Arrays.copyOfRange(all, step * size, (step + 1) * size);
  }
}
