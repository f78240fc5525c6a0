package dev.alexandrite.core.plan;

import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.tensor.PoolingGeometry;
import java.util.List;

/** Maximum and average pooling. */
final class PoolingLowering {
  private PoolingLowering() {}

  static GradientRule lower(LoweringContext context, MaxPool layer) {
    PoolingGeometry geometry = layer.geometry(context.inputShape());
    context.step(
        new PoolingOp.MaxForward(geometry), List.of(context.input()), List.of(context.output()));
    return (dy, gradients) -> {
      if (gradients.wanted(context.input())) {
        context.step(
            new PoolingOp.MaxGradient(geometry, layer.ties()),
            List.of(context.input(), context.output(), dy),
            List.of(gradients.contribute(context.input())));
      }
    };
  }

  static GradientRule lower(LoweringContext context, AveragePool layer) {
    PoolingGeometry geometry = layer.geometry(context.inputShape());
    context.step(
        new PoolingOp.AverageForward(geometry, layer.countPadding()),
        List.of(context.input()),
        List.of(context.output()));
    return (dy, gradients) -> {
      if (gradients.wanted(context.input())) {
        context.step(
            new PoolingOp.AverageGradient(geometry, layer.countPadding()),
            List.of(dy),
            List.of(gradients.contribute(context.input())));
      }
    };
  }
}
