package dev.alexandrite.core.plan;

import dev.alexandrite.model.Linear;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/** Fully connected layers. */
final class LinearLowering {
  private LinearLowering() {}

  static GradientRule lower(LoweringContext context, Linear layer) {
    Shape shape = context.inputShape();
    int rows = shape.rank() == 1 ? 1 : shape.get(0);
    int features = shape.elements() / rows;
    int outputs = layer.outputs();
    boolean bias = layer.bias();
    int weights = context.parameter(0);
    context.step(
        new LinearOp.Forward(rows, features, outputs, bias, context.activation(), context.form()),
        bias
            ? List.of(context.input(), weights, context.parameter(1))
            : List.of(context.input(), weights),
        List.of(context.output()));
    return (outputGradient, gradients) -> {
      int dy = context.beforeActivation(outputGradient);
      if (gradients.wanted(context.input())) {
        context.step(
            new LinearOp.InputGradient(rows, features, outputs),
            List.of(dy, weights),
            List.of(gradients.contribute(context.input())));
      }
      if (context.training()) {
        context.step(
            new LinearOp.WeightGradient(rows, features, outputs, bias),
            List.of(context.input(), dy),
            bias
                ? List.of(gradients.contribute(weights), gradients.contribute(context.parameter(1)))
                : List.of(gradients.contribute(weights)));
      }
    };
  }
}
