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

  static GradientRule lower(LoweringContext context, Reduce layer) {
    Operand input = context.operand(0);
    List<Integer> axes = layer.axesOf(input.shape());
    var op = new ReduceOp.Axes(layer.reduction(), input, axes, layer.keepAxes());
    int x = context.value(0);
    int y = context.output(op.output());
    context.step(op, List.of(x), List.of(y));
    Operand kept = new ReduceOp.Axes(layer.reduction(), input, axes, true).output();
    return (dy, gradients) -> {
      if (!gradients.wanted(x)) {
        return;
      }
      int share = reshape(context, dy, kept.shape());
      if (layer.reduction() == Reduction.MEAN) {
        var divide = new ElementwiseOp.Unary(new UnaryFunction.Scale(1f / op.count()), kept);
        share = context.compute("share", divide, share);
      }
      if (layer.reduction() == Reduction.SUM || layer.reduction() == Reduction.MEAN) {
        context.step(
            new ShapeOp.Expand(kept, input), List.of(share), List.of(gradients.contribute(x)));
      } else {
        extremum(context, gradients, reshape(context, y, kept.shape()), share, axes);
      }
    };
  }

  /** Those that are equal to the extremum share its gradient. */
  private static void extremum(
      LoweringContext context, Gradients gradients, int y, int dy, List<Integer> axes) {
    Operand input = context.operand(0);
    Operand kept = context.graph().operand(y);
    int x = context.value(0);
    var equal = new ElementwiseOp.Binary(BinaryFunction.EQUAL, input, kept);
    int taken = context.compute("taken", equal, x, y);
    int count =
        context.compute(
            "how many equals", new ReduceOp.Axes(Reduction.SUM, input, axes, true), taken);
    int share =
        context.compute(
            "share", new ElementwiseOp.Binary(BinaryFunction.DIVIDE, kept, kept), dy, count);
    context.step(
        new ElementwiseOp.Binary(BinaryFunction.MULTIPLY, input, kept),
        List.of(taken, share),
        List.of(gradients.contribute(x)));
  }

  private static int reshape(LoweringContext context, int value, Shape shape) {
    Operand kind = context.graph().operand(value);
    return kind.shape().equals(shape)
        ? value
        : context.compute("axes of size 1", new ShapeOp.Reshape(kind, shape), value);
  }

  static GradientRule lower(LoweringContext context, AdaptiveAveragePool layer) {
    Shape input = context.inputShape();
    context.step(
        new AdaptivePoolingOp.Forward(input, layer.height(), layer.width()),
        List.of(context.input()),
        List.of(context.output()));
    return (dy, gradients) -> {
      if (gradients.wanted(context.input())) {
        context.step(
            new AdaptivePoolingOp.Gradient(input, layer.height(), layer.width()),
            List.of(dy),
            List.of(gradients.contribute(context.input())));
      }
    };
  }
}
