package dev.alexandrite.core.plan;

import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Softmax;
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

  static GradientRule lower(NodeSite site, ActivationLayer layer) {
    Activation activation = layer.activation();
    Shape shape = site.inputShape();
    site.step(
        new ActivationOp.Forward(shape, activation), List.of(site.input()), List.of(site.output()));
    int known = activation.gradientFromOutput() ? site.output() : site.input();
    return (dy, gradients) -> {
      if (gradients.wanted(site.input())) {
        site.step(
            new ActivationOp.Gradient(shape, activation),
            List.of(known, dy),
            List.of(gradients.contribute(site.input())));
      }
    };
  }

  /**
   * Dropout. The original form leaves training unscaled and multiplies by the keep probability at
   * test (AlexNet paper, section 4.2); the inverted form is the identity at test, a factor of 1.
   */
  static GradientRule lower(NodeSite site, Dropout layer, int number, int firstUnit) {
    Shape shape = site.inputShape();
    double keep = 1 - layer.rate();
    boolean original = layer.mode() == Dropout.Mode.ORIGINAL;
    if (!site.training() || layer.rate() == 0) {
      float factor = original ? (float) keep : 1;
      return scale(
          site, new ElementwiseOp.Unary(new UnaryFunction.Scale(factor), Operand.batched(shape)));
    }
    int mask = site.batched("mask", shape);
    site.step(
        new DropoutOp.Forward(shape, number, keep, original ? 1 : (float) (1 / keep), firstUnit),
        List.of(site.input()),
        List.of(site.output(), mask));
    return (dy, gradients) -> {
      if (gradients.wanted(site.input())) {
        site.step(
            new ElementwiseOp.Binary(BinaryFunction.MULTIPLY, shape),
            List.of(dy, mask),
            List.of(gradients.contribute(site.input())));
      }
    };
  }

  private static GradientRule scale(NodeSite site, ElementwiseOp.Unary op) {
    site.step(op, List.of(site.input()), List.of(site.output()));
    return (dy, gradients) -> {
      if (gradients.wanted(site.input())) {
        site.step(op, List.of(dy), List.of(gradients.contribute(site.input())));
      }
    };
  }

  static GradientRule lower(NodeSite site, Softmax layer) {
    Operand kind = site.operand(0);
    int axis = Math.floorMod(layer.axis(), kind.shape().rank());
    int x = site.value(0);
    int y = site.output(kind);
    site.step(new SoftmaxOp.Forward(kind, axis, layer.log()), List.of(x), List.of(y));
    return (dy, gradients) -> {
      if (gradients.wanted(x)) {
        site.step(
            new SoftmaxOp.Gradient(kind, axis, layer.log()),
            List.of(y, dy),
            List.of(gradients.contribute(x)));
      }
    };
  }
}
