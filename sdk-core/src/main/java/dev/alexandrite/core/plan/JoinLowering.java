package dev.alexandrite.core.plan;

import dev.alexandrite.model.Add;
import dev.alexandrite.model.Concat;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/** Layers that join or reshape values. */
final class JoinLowering {
  private JoinLowering() {}

  static GradientRule lower(LoweringContext context, Add layer) {
    context.step(
        new ElementwiseOp.Add(context.inputShape(), context.inputs().size(), true),
        context.inputs(),
        List.of(context.output()));
    return (dy, gradients) -> {
      for (int input : context.inputs()) {
        if (gradients.wanted(input)) {
          gradients.contribute(input, dy);
        }
      }
    };
  }

  static GradientRule lower(LoweringContext context, Concat layer) {
    List<Operand> parts = context.inputs().stream().map(context.graph()::operand).toList();
    int axis = Math.floorMod(layer.axis(), parts.getFirst().shape().rank());
    context.step(new ShapeOp.Concat(parts, axis), context.inputs(), List.of(context.output()));
    Operand whole = context.graph().operand(context.output());
    return (dy, gradients) -> {
      int from = 0;
      for (int i = 0; i < parts.size(); i++) {
        int size = parts.get(i).shape().get(axis);
        if (gradients.wanted(context.inputs().get(i))) {
          context.step(
              ShapeOp.Slice.of(whole, axis, from, size),
              List.of(dy),
              List.of(gradients.contribute(context.inputs().get(i))));
        }
        from += size;
      }
    };
  }

  static GradientRule lower(LoweringContext context, Flatten layer) {
    Shape before = context.inputShape();
    Shape after = context.graph().shape(context.output());
    context.step(
        new ShapeOp.Reshape(before, after), List.of(context.input()), List.of(context.output()));
    return (dy, gradients) -> {
      if (gradients.wanted(context.input())) {
        context.step(
            new ShapeOp.Reshape(after, before),
            List.of(dy),
            List.of(gradients.contribute(context.input())));
      }
    };
  }
}
