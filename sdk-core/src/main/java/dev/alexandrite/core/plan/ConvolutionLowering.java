package dev.alexandrite.core.plan;

import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.tensor.ConvolutionGeometry;
import java.util.List;

/** Convolutions and locally connected layers. */
final class ConvolutionLowering {
  private ConvolutionLowering() {}

  static GradientRule lower(LoweringContext context, Conv2d layer) {
    return lower(context, layer.geometry(context.inputShape()), true, layer.bias());
  }

  static GradientRule lower(LoweringContext context, LocallyConnected layer) {
    return lower(context, layer.geometry(context.inputShape()), false, layer.bias());
  }

  private static GradientRule lower(
      LoweringContext context, ConvolutionGeometry geometry, boolean shared, boolean bias) {
    int weights = context.parameter(0);
    context.step(
        new ConvolutionOp.Forward(geometry, shared, bias, context.activation()),
        bias
            ? List.of(context.input(), weights, context.parameter(1))
            : List.of(context.input(), weights),
        List.of(context.output()));
    return (outputGradient, gradients) -> {
      int dy = context.beforeActivation(outputGradient);
      if (gradients.wanted(context.input())) {
        context.step(
            new ConvolutionOp.InputGradient(geometry, shared),
            List.of(dy, weights),
            List.of(gradients.contribute(context.input())));
      }
      if (context.training()) {
        context.step(
            new ConvolutionOp.WeightGradient(geometry, shared, bias),
            List.of(context.input(), dy),
            bias
                ? List.of(gradients.contribute(weights), gradients.contribute(context.parameter(1)))
                : List.of(gradients.contribute(weights)));
      }
    };
  }
}
