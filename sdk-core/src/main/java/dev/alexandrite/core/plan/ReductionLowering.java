package dev.alexandrite.core.plan;

import dev.alexandrite.model.AdaptiveAveragePool;
import dev.alexandrite.model.Reduce;
import dev.alexandrite.spi.AdaptivePoolingOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ReduceOp;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.List;

/** Sums, means and extrema over axes, and averages to a given size. */
final class ReductionLowering {
  private ReductionLowering() {}

  static GradientRule lower(NodeSite site, Reduce layer) {
    Operand input = site.operand(0);
    List<Integer> axes = layer.axesOf(input.shape());
    var op = new ReduceOp.Axes(layer.reduction(), input, axes, layer.keepAxes());
    int x = site.value(0);
    int y = site.output(op.output());
    site.step(op, List.of(x), List.of(y));
    Operand kept = new ReduceOp.Axes(layer.reduction(), input, axes, true).output();
    return (dy, gradients) -> {
      if (!gradients.wanted(x)) {
        return;
      }
      int share = reshape(site, dy, kept.shape());
      if (layer.reduction() == Reduction.MEAN) {
        var divide = new ElementwiseOp.Unary(new UnaryFunction.Scale(1f / op.count()), kept);
        share = site.compute("share", divide, share);
      }
      if (layer.reduction() == Reduction.SUM || layer.reduction() == Reduction.MEAN) {
        site.step(
            new ShapeOp.Expand(kept, input), List.of(share), List.of(gradients.contribute(x)));
      } else {
        extremum(site, gradients, reshape(site, y, kept.shape()), share, axes);
      }
    };
  }

  /** Those that are equal to the extremum share its gradient. */
  private static void extremum(
      NodeSite site, Gradients gradients, int y, int dy, List<Integer> axes) {
    Operand input = site.operand(0);
    Operand kept = site.graph().operand(y);
    int x = site.value(0);
    var equal = new ElementwiseOp.Binary(BinaryFunction.EQUAL, input, kept);
    int taken = site.compute("taken", equal, x, y);
    int count =
        site.compute("how many equals", new ReduceOp.Axes(Reduction.SUM, input, axes, true), taken);
    int share =
        site.compute(
            "share", new ElementwiseOp.Binary(BinaryFunction.DIVIDE, kept, kept), dy, count);
    site.step(
        new ElementwiseOp.Binary(BinaryFunction.MULTIPLY, input, kept),
        List.of(taken, share),
        List.of(gradients.contribute(x)));
  }

  private static int reshape(NodeSite site, int value, Shape shape) {
    Operand kind = site.graph().operand(value);
    return kind.shape().equals(shape)
        ? value
        : site.compute("axes of size 1", new ShapeOp.Reshape(kind, shape), value);
  }

  static GradientRule lower(NodeSite site, AdaptiveAveragePool layer) {
    Shape input = site.inputShape();
    site.step(
        new AdaptivePoolingOp.Forward(input, layer.height(), layer.width()),
        List.of(site.input()),
        List.of(site.output()));
    return (dy, gradients) -> {
      if (gradients.wanted(site.input())) {
        site.step(
            new AdaptivePoolingOp.Gradient(input, layer.height(), layer.width()),
            List.of(dy),
            List.of(gradients.contribute(site.input())));
      }
    };
  }
}
