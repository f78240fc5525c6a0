package dev.alexandrite.core.plan;

import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.model.Node;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Convolutions and locally connected layers. */
final class ConvolutionLowering {
  private ConvolutionLowering() {}

  static GradientRule lower(LoweringContext context, Conv2d layer) {
    ConvolutionGeometry geometry = layer.geometry(context.inputShape());
    Node norm = context.fusion().norm();
    return norm == null
        ? lower(context, geometry, true, layer.bias())
        : lowerNormalized(context, geometry, layer.bias(), norm);
  }

  static GradientRule lower(LoweringContext context, LocallyConnected layer) {
    return lower(context, layer.geometry(context.inputShape()), false, layer.bias());
  }

  private static GradientRule lowerNormalized(
      LoweringContext context, ConvolutionGeometry geometry, boolean bias, Node norm) {
    BatchNorm layer = (BatchNorm) norm.layer();
    OptionalInt term = context.term();
    List<Integer> inputs = new ArrayList<>(List.of(context.input()));
    inputs.addAll(context.parameters(context.node()));
    inputs.addAll(context.parameters(norm));
    inputs.addAll(context.states(norm));
    term.ifPresent(inputs::add);
    context.step(
        new ConvolutionOp.NormalizedForward(
            new ConvolutionOp.Forward(geometry, true, bias, Activation.NONE),
            new BatchNormOp.Inference(geometry.output(), (float) layer.epsilon()),
            term.isPresent(),
            context.fusion().activation()),
        inputs,
        List.of(context.output()));
    return (_, _) -> {
      throw new IllegalStateException(
          "layer " + context.node().name() + " was planned for inference, and has no gradient");
    };
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
