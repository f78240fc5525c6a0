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
    List<Shape> parts = site.inputs().stream().map(site.graph()::shape).toList();
    site.step(ShapeOp.Concat.of(parts), site.inputs(), List.of(site.output()));
    Shape whole = site.graph().shape(site.output());
    return (dy, gradients) -> {
      int from = 0;
      for (int i = 0; i < parts.size(); i++) {
        int channels = parts.get(i).channels();
        if (gradients.wanted(site.inputs().get(i))) {
          site.step(
              ShapeOp.Slice.of(Operand.batched(whole), 0, from, channels),
              List.of(dy),
              List.of(gradients.contribute(site.inputs().get(i))));
        }
        from += channels;
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
