package dev.alexandrite.core.plan;

import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.tensor.PoolingGeometry;
import java.util.List;

/** Maximum and average pooling. */
final class PoolingLowering {
  private PoolingLowering() {}

  static GradientRule lower(NodeSite site, MaxPool layer) {
    PoolingGeometry geometry = layer.geometry(site.inputShape());
    site.step(new PoolingOp.MaxForward(geometry), List.of(site.input()), List.of(site.output()));
    return (dy, gradients) -> {
      if (gradients.wanted(site.input())) {
        site.step(
            new PoolingOp.MaxGradient(geometry, layer.ties()),
            List.of(site.input(), site.output(), dy),
            List.of(gradients.contribute(site.input())));
      }
    };
  }

  static GradientRule lower(NodeSite site, AveragePool layer) {
    PoolingGeometry geometry = layer.geometry(site.inputShape());
    site.step(
        new PoolingOp.AverageForward(geometry, layer.countPadding()),
        List.of(site.input()),
        List.of(site.output()));
    return (dy, gradients) -> {
      if (gradients.wanted(site.input())) {
        site.step(
            new PoolingOp.AverageGradient(geometry, layer.countPadding()),
            List.of(dy),
            List.of(gradients.contribute(site.input())));
      }
    };
  }
}
