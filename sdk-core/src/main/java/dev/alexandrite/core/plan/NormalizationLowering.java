package dev.alexandrite.core.plan;

import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.LayerNorm;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/** Local response, batch and layer normalisation. */
final class NormalizationLowering {
  private NormalizationLowering() {}

  static GradientRule lower(LoweringContext context, LocalResponseNorm layer) {
    LocalResponseNormOp.Window window =
        new LocalResponseNormOp.Window(
            context.inputShape(),
            layer.size(),
            layer.termFactor(),
            (float) layer.beta(),
            (float) layer.k(),
            layer.withinMap(),
            layer.towers());
    context.step(
        new LocalResponseNormOp.Forward(window),
        List.of(context.input()),
        List.of(context.output()));
    return (dy, gradients) -> {
      if (gradients.wanted(context.input())) {
        context.step(
            new LocalResponseNormOp.Gradient(window),
            List.of(context.input(), context.output(), dy),
            List.of(gradients.contribute(context.input())));
      }
    };
  }

  static GradientRule lower(LoweringContext context, BatchNorm layer) {
    Shape shape = context.inputShape();
    int scale = context.parameter(0);
    int shift = context.parameter(1);
    List<Integer> inputs =
        List.of(context.input(), scale, shift, context.state(0), context.state(1));
    if (!context.training()) {
      context.step(
          new BatchNormOp.Inference(shape, (float) layer.epsilon()),
          inputs,
          List.of(context.output()));
      return gradientOfInference(context, layer);
    }
    Shape perChannel = Shape.of(shape.channels());
    int mean = context.whole("batch mean", perChannel);
    int deviation = context.whole("inverse deviation", perChannel);
    context.step(
        new BatchNormOp.Training(shape, (float) layer.epsilon(), (float) layer.momentum()),
        inputs,
        List.of(context.output(), mean, deviation, context.state(0), context.state(1)));
    return (dy, gradients) -> {
      int dx = gradientOf(context, gradients);
      context.step(
          new BatchNormOp.Gradient(shape),
          List.of(context.input(), dy, scale, mean, deviation),
          List.of(dx, gradients.contribute(scale), gradients.contribute(shift)));
    };
  }

  static GradientRule lower(LoweringContext context, LayerNorm layer) {
    Shape shape = context.inputShape();
    int width = context.graph().shape(context.parameter(0)).elements();
    int scale = context.parameter(0);
    int shift = context.parameter(1);
    Shape groups = Shape.of(shape.elements() / width);
    int mean = context.batched("mean", groups);
    int deviation = context.batched("inverse deviation", groups);
    context.step(
        new LayerNormOp.Forward(shape, width, (float) layer.epsilon()),
        List.of(context.input(), scale, shift),
        List.of(context.output(), mean, deviation));
    return (dy, gradients) -> {
      if (context.training() || gradients.wanted(context.input())) {
        int dx = gradientOf(context, gradients);
        context.step(
            new LayerNormOp.Gradient(shape, width),
            List.of(context.input(), dy, scale, mean, deviation),
            List.of(
                dx, gradientOf(context, gradients, scale), gradientOf(context, gradients, shift)));
      }
    };
  }

  /** The operator writes dx in any case; where nobody wants it, it goes into a scratch value. */
  private static int gradientOf(LoweringContext context, Gradients gradients) {
    return gradients.wanted(context.input())
        ? gradients.contribute(context.input())
        : context.batched("unused input gradient", context.inputShape());
  }

  private static int gradientOf(LoweringContext context, Gradients gradients, int parameter) {
    return context.training()
        ? gradients.contribute(parameter)
        : context.whole("unused parameter gradient", context.graph().shape(parameter));
  }

  /** With given statistics the layer is linear: its gradient is itself, without mean and shift. */
  private static GradientRule gradientOfInference(LoweringContext context, BatchNorm layer) {
    return (dy, gradients) -> {
      if (gradients.wanted(context.input())) {
        Shape perChannel = Shape.of(context.inputShape().channels());
        int zero = context.whole("zero", perChannel);
        context.step(new UpdateOp.Zero(perChannel), List.of(), List.of(zero));
        context.step(
            new BatchNormOp.Inference(context.inputShape(), (float) layer.epsilon()),
            List.of(dy, context.parameter(0), zero, zero, context.state(1)),
            List.of(gradients.contribute(context.input())));
      }
    };
  }
}
