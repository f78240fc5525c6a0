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

  static GradientRule lower(NodeSite site, Add layer) {
    site.step(
        new ElementwiseOp.Add(site.inputShape(), site.inputs().size(), true),
        site.inputs(),
        List.of(site.output()));
    return (dy, gradients) -> {
      for (int input : site.inputs()) {
        if (gradients.wanted(input)) {
          gradients.contribute(input, dy);
        }
      }
    };
  }

  static GradientRule lower(NodeSite site, Concat layer) {
    List<Operand> parts = site.inputs().stream().map(site.graph()::operand).toList();
    int axis = Math.floorMod(layer.axis(), parts.getFirst().shape().rank());
    site.step(new ShapeOp.Concat(parts, axis), site.inputs(), List.of(site.output()));
    Operand whole = site.graph().operand(site.output());
    return (dy, gradients) -> {
      int from = 0;
      for (int i = 0; i < parts.size(); i++) {
        int size = parts.get(i).shape().get(axis);
        if (gradients.wanted(site.inputs().get(i))) {
          site.step(
              ShapeOp.Slice.of(whole, axis, from, size),
              List.of(dy),
              List.of(gradients.contribute(site.inputs().get(i))));
        }
        from += size;
      }
    };
  }

  static GradientRule lower(NodeSite site, Flatten layer) {
    Shape before = site.inputShape();
    Shape after = site.graph().shape(site.output());
    site.step(new ShapeOp.Reshape(before, after), List.of(site.input()), List.of(site.output()));
    return (dy, gradients) -> {
      if (gradients.wanted(site.input())) {
        site.step(
            new ShapeOp.Reshape(after, before),
            List.of(dy),
            List.of(gradients.contribute(site.input())));
      }
    };
  }
}
