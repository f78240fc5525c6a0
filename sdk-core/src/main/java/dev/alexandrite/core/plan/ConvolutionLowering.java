package dev.alexandrite.core.plan;

import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.tensor.ConvolutionGeometry;
import java.util.List;

/** Convolutions and locally connected layers. */
final class ConvolutionLowering {
  private ConvolutionLowering() {}

  static GradientRule lower(NodeSite site, Conv2d layer) {
    return lower(site, layer.geometry(site.inputShape()), true, layer.bias());
  }

  static GradientRule lower(NodeSite site, LocallyConnected layer) {
    return lower(site, layer.geometry(site.inputShape()), false, layer.bias());
  }

  private static GradientRule lower(
      NodeSite site, ConvolutionGeometry geometry, boolean shared, boolean bias) {
    int weights = site.parameter(0);
    site.step(
        new ConvolutionOp.Forward(geometry, shared, bias, site.activation()),
        bias ? List.of(site.input(), weights, site.parameter(1)) : List.of(site.input(), weights),
        List.of(site.output()));
    return (outputGradient, gradients) -> {
      int dy = site.beforeActivation(outputGradient);
      if (gradients.wanted(site.input())) {
        site.step(
            new ConvolutionOp.InputGradient(geometry, shared),
            List.of(dy, weights),
            List.of(gradients.contribute(site.input())));
      }
      site.step(
          new ConvolutionOp.WeightGradient(geometry, shared, bias),
          List.of(site.input(), dy),
          bias
              ? List.of(gradients.contribute(weights), gradients.contribute(site.parameter(1)))
              : List.of(gradients.contribute(weights)));
    };
  }
}
