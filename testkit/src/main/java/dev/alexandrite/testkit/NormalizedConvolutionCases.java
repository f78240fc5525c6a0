package dev.alexandrite.testkit;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Convolutions together with the normalisation, the sum and the activation behind them. */
final class NormalizedConvolutionCases {
  private static final float EPSILON = 1e-3f;

  private NormalizedConvolutionCases() {}

  static List<OpCase> all() {
    List<ConvolutionGeometry> geometries = ConvolutionCases.geometries();
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < geometries.size(); i++) {
      ConvolutionGeometry g = geometries.get(i);
      Rows rows = ConvolutionCases.rows(g, i);
      for (ConvolutionOp.NormalizedForward op : variants(g, i)) {
        String name =
            (op.convolution().bias() ? "bias, " : "")
                + "norm"
                + (op.residual() ? ", term" : "")
                + op.activation().map(last -> ", " + last).orElse("");
        cases.add(
            OpCase.of(
                ConvolutionCases.describe(name, g) + ", " + rows,
                op,
                rows.capacity(),
                rows.rows()));
      }
    }
    return cases;
  }

  /** Every way to end, with and without biases and a term in turn. */
  private static List<ConvolutionOp.NormalizedForward> variants(ConvolutionGeometry g, int index) {
    Shape y = g.output();
    List<Optional<Op>> activations =
        List.of(
            Optional.empty(),
            Optional.of(new ActivationOp.Forward(y, Activation.RELU)),
            Optional.of(new ActivationOp.Forward(y, Activation.SILU)),
            Optional.of(new ElementwiseOp.Unary(new UnaryFunction.Clip(0, 6), Operand.batched(y))));
    List<ConvolutionOp.NormalizedForward> variants = new ArrayList<>();
    for (int i = 0; i < activations.size(); i++) {
      boolean bias = (index + i) % 3 == 0;
      boolean term = (index + i) % 2 == 0;
      variants.add(
          new ConvolutionOp.NormalizedForward(
              new ConvolutionOp.Forward(g, true, bias, Activation.NONE),
              new BatchNormOp.Inference(y, EPSILON),
              term,
              activations.get(i)));
    }
    return variants;
  }
}
