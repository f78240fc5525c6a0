package dev.alexandrite.core.plan;

import dev.alexandrite.model.Linear;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/** Fully connected layers. */
final class LinearLowering {
  private LinearLowering() {}

  static GradientRule lower(NodeSite site, Linear layer) {
    Shape shape = site.inputShape();
    int rows = shape.rank() == 1 ? 1 : shape.get(0);
    int features = shape.elements() / rows;
    int outputs = layer.outputs();
    boolean bias = layer.bias();
    int weights = site.parameter(0);
    site.step(
        new LinearOp.Forward(rows, features, outputs, bias, site.activation(), site.form()),
        bias ? List.of(site.input(), weights, site.parameter(1)) : List.of(site.input(), weights),
        List.of(site.output()));
    return (outputGradient, gradients) -> {
      int dy = site.beforeActivation(outputGradient);
      if (gradients.wanted(site.input())) {
        site.step(
            new LinearOp.InputGradient(rows, features, outputs),
            List.of(dy, weights),
            List.of(gradients.contribute(site.input())));
      }
      site.step(
          new LinearOp.WeightGradient(rows, features, outputs, bias),
          List.of(site.input(), dy),
          bias
              ? List.of(gradients.contribute(weights), gradients.contribute(site.parameter(1)))
              : List.of(gradients.contribute(weights)));
    };
  }
}
