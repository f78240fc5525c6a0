package dev.alexandrite.core.plan;

import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Softmax;
import dev.alexandrite.model.StochasticDepth;
import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.DropoutOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.List;

/** Activations, dropout and softmax. */
final class PointwiseLowering {
  private PointwiseLowering() {}

  static GradientRule lower(LoweringContext context, ActivationLayer layer) {
    Activation activation = layer.activation();
    Shape shape = context.inputShape();
    context.step(
        new ActivationOp.Forward(shape, activation),
        List.of(context.input()),
        List.of(context.output()));
    int known = activation.gradientFromOutput() ? context.output() : context.input();
    return (dy, gradients) -> {
      if (gradients.wanted(context.input())) {
        context.step(
            new ActivationOp.Gradient(shape, activation),
            List.of(known, dy),
            List.of(gradients.contribute(context.input())));
      }
    };
  }

  /**
   * Dropout. The original form leaves training unscaled and multiplies by the keep probability at
   * test (AlexNet paper, section 4.2); the inverted form is the identity at test, a factor of 1.
   */
  static GradientRule lower(LoweringContext context, Dropout layer, int number, int firstUnit) {
    Shape shape = context.inputShape();
    double keep = 1 - layer.rate();
    boolean original = layer.mode() == Dropout.Mode.ORIGINAL;
    if (!context.training() || layer.rate() == 0) {
      float factor = original ? (float) keep : 1;
      return scale(
          context,
          new ElementwiseOp.Unary(new UnaryFunction.Scale(factor), Operand.batched(shape)));
    }
    int mask = context.batched("mask", shape);
    context.step(
        new DropoutOp.Forward(shape, number, keep, original ? 1 : (float) (1 / keep), firstUnit),
        List.of(context.input()),
        List.of(context.output(), mask));
    return (dy, gradients) -> {
      if (gradients.wanted(context.input())) {
        context.step(
            new ElementwiseOp.Binary(BinaryFunction.MULTIPLY, shape),
            List.of(dy, mask),
            List.of(gradients.contribute(context.input())));
      }
    };
  }

  /** Identity after training: no step at all would give one value two names. */
  static GradientRule lower(LoweringContext context, StochasticDepth layer, int number) {
    Shape shape = context.inputShape();
    double keep = 1 - layer.rate();
    if (!context.training() || layer.rate() == 0) {
      return scale(
          context, new ElementwiseOp.Unary(new UnaryFunction.Scale(1), Operand.batched(shape)));
    }
    int factors = context.batched("factors", Shape.of(1));
    context.step(
        new DropoutOp.Examples(shape, number, keep, (float) (1 / keep)),
        List.of(context.input()),
        List.of(context.output(), factors));
    return (dy, gradients) -> {
      if (gradients.wanted(context.input())) {
        context.step(
            new DropoutOp.ExamplesGradient(shape),
            List.of(dy, factors),
            List.of(gradients.contribute(context.input())));
      }
    };
  }

  private static GradientRule scale(LoweringContext context, ElementwiseOp.Unary op) {
    context.step(op, List.of(context.input()), List.of(context.output()));
    return (dy, gradients) -> {
      if (gradients.wanted(context.input())) {
        context.step(op, List.of(dy), List.of(gradients.contribute(context.input())));
      }
    };
  }

  static GradientRule lower(LoweringContext context, Softmax layer) {
    Operand kind = context.operand(0);
    int axis = Math.floorMod(layer.axis(), kind.shape().rank());
    int x = context.value(0);
    int y = context.output(kind);
    context.step(new SoftmaxOp.Forward(kind, axis, layer.log()), List.of(x), List.of(y));
    return (dy, gradients) -> {
      if (gradients.wanted(x)) {
        context.step(
            new SoftmaxOp.Gradient(kind, axis, layer.log()),
            List.of(y, dy),
            List.of(gradients.contribute(x)));
      }
    };
  }
}
