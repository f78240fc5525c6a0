package dev.alexandrite.core.plan;

import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.LayerNorm;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/** Local response, batch and layer normalisation. */
final class NormalizationLowering {
  private NormalizationLowering() {}

  static GradientRule lower(NodeSite site, LocalResponseNorm layer) {
    LocalResponseNormOp.Window window =
        new LocalResponseNormOp.Window(
            site.inputShape(),
            layer.size(),
            layer.termFactor(),
            (float) layer.beta(),
            (float) layer.k(),
            layer.withinMap(),
            layer.towers());
    site.step(
        new LocalResponseNormOp.Forward(window), List.of(site.input()), List.of(site.output()));
    return (dy, gradients) -> {
      if (gradients.wanted(site.input())) {
        site.step(
            new LocalResponseNormOp.Gradient(window),
            List.of(site.input(), site.output(), dy),
            List.of(gradients.contribute(site.input())));
      }
    };
  }

  static GradientRule lower(NodeSite site, BatchNorm layer) {
    Shape shape = site.inputShape();
    int scale = site.parameter(0);
    int shift = site.parameter(1);
    List<Integer> inputs = List.of(site.input(), scale, shift, site.state(0), site.state(1));
    if (!site.training()) {
      site.step(
          new BatchNormOp.Inference(shape, (float) layer.epsilon()),
          inputs,
          List.of(site.output()));
      return gradientOfInference(site, layer);
    }
    Shape perChannel = Shape.of(shape.channels());
    int mean = site.whole("batch mean", perChannel);
    int deviation = site.whole("inverse deviation", perChannel);
    site.step(
        new BatchNormOp.Training(shape, (float) layer.epsilon(), (float) layer.momentum()),
        inputs,
        List.of(site.output(), mean, deviation, site.state(0), site.state(1)));
    return (dy, gradients) -> {
      int dx = gradientOf(site, gradients);
      site.step(
          new BatchNormOp.Gradient(shape),
          List.of(site.input(), dy, scale, mean, deviation),
          List.of(dx, gradients.contribute(scale), gradients.contribute(shift)));
    };
  }

  static GradientRule lower(NodeSite site, LayerNorm layer) {
    Shape shape = site.inputShape();
    int width = site.graph().shape(site.parameter(0)).elements();
    int scale = site.parameter(0);
    int shift = site.parameter(1);
    Shape groups = Shape.of(shape.elements() / width);
    int mean = site.batched("mean", groups);
    int deviation = site.batched("inverse deviation", groups);
    site.step(
        new LayerNormOp.Forward(shape, width, (float) layer.epsilon()),
        List.of(site.input(), scale, shift),
        List.of(site.output(), mean, deviation));
    return (dy, gradients) -> {
      int dx = gradientOf(site, gradients);
      site.step(
          new LayerNormOp.Gradient(shape, width),
          List.of(site.input(), dy, scale, mean, deviation),
          List.of(dx, gradients.contribute(scale), gradients.contribute(shift)));
    };
  }

  /** The operator writes dx in any case; where nobody wants it, it goes into a scratch value. */
  private static int gradientOf(NodeSite site, Gradients gradients) {
    return gradients.wanted(site.input())
        ? gradients.contribute(site.input())
        : site.batched("unused input gradient", site.inputShape());
  }

  /** With given statistics the layer is linear: its gradient is itself, without mean and shift. */
  private static GradientRule gradientOfInference(NodeSite site, BatchNorm layer) {
    return (dy, gradients) -> {
      if (gradients.wanted(site.input())) {
        Shape perChannel = Shape.of(site.inputShape().channels());
        int zero = site.whole("zero", perChannel);
        site.step(new UpdateOp.Zero(perChannel), List.of(), List.of(zero));
        site.step(
            new BatchNormOp.Inference(site.inputShape(), (float) layer.epsilon()),
            List.of(dy, site.parameter(0), zero, zero, site.state(1)),
            List.of(gradients.contribute(site.input())));
      }
    };
  }
}
