package dev.alexandrite.cuda;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.tensor.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Pointwise nonlinearities and their derivatives. */
final class Nd4jActivation {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double GAUSS_FACTOR = 1 / Math.sqrt(2 * Math.PI);

  private Nd4jActivation() {}

  static Nd4jPlan plan(ActivationOp op, Nd4jBackend backend, int capacity) {
    return switch (op) {
      case ActivationOp.Forward(var shape, var activation) ->
          new Nd4jPlan(
              backend,
              "elementwise",
              (long) capacity * shape.elements(),
              (tensors, rows) -> {
                long elements = (long) rows * shape.elements();
                return forward(
                    activation,
                    tensors.input(0, elements),
                    tensors.scratch(elements).view(elements),
                    tensors.output(0, elements));
              });
      case ActivationOp.Gradient(var shape, var activation) ->
          new Nd4jPlan(
              backend,
              "elementwise",
              2L * capacity * shape.elements(),
              (tensors, rows) -> {
                long elements = (long) rows * shape.elements();
                return gradient(
                    activation,
                    tensors.input(0, elements),
                    tensors.input(1, elements),
                    tensors.scratch(elements).view(elements),
                    tensors.scratch(elements).view(elements),
                    tensors.output(0, elements));
              });
    };
  }

  private static Nd4jPlan.Script forward(
      Activation activation, INDArray x, INDArray scratch, INDArray y) {
    return switch (activation) {
      case NONE -> _ -> y.assign(x);
      case RELU ->
          _ -> {
            y.assign(x);
            Transforms.relu(y, false);
          };
      case TANH ->
          _ -> {
            y.assign(x);
            Transforms.tanh(y, false);
          };
      case SIGMOID ->
          _ -> {
            y.assign(x);
            Transforms.sigmoid(y, false);
          };
      case SILU ->
          _ -> {
            scratch.assign(x);
            Transforms.sigmoid(scratch, false);
            x.mul(scratch, y);
          };
      case GELU -> {
        Runnable distribution = gaussDistribution(x, scratch);
        yield _ -> {
          distribution.run();
          x.mul(scratch, y);
        };
      }
    };
  }

  /** {@code Φ(x)}. */
  private static Runnable gaussDistribution(INDArray x, INDArray result) {
    Erf erf = new Erf(result, result);
    return () -> {
      x.mul(SQRT_HALF, result);
      Nd4j.getExecutioner().exec(erf);
      result.addi(1);
      result.muli(0.5);
    };
  }

  private static Nd4jPlan.Script gradient(
      Activation activation,
      INDArray known,
      INDArray dy,
      INDArray slope,
      INDArray scratch,
      INDArray dx) {
    Runnable slopes =
        switch (activation) {
          case NONE -> () -> slope.assign(1);
          case RELU ->
              () -> {
                slope.assign(known);
                Transforms.step(slope, false);
              };
          case TANH ->
              () -> {
                known.mul(known, slope);
                slope.rsubi(1);
              };
          case SIGMOID ->
              () -> {
                known.rsub(1, slope);
                slope.muli(known);
              };
          case SILU ->
              () -> {
                scratch.assign(known);
                Transforms.sigmoid(scratch, false);
                scratch.rsub(1, slope);
                slope.muli(known);
                slope.addi(1);
                slope.muli(scratch);
              };
          case GELU -> {
            Runnable distribution = gaussDistribution(known, slope);
            yield () -> {
              distribution.run();
              known.mul(known, scratch);
              scratch.muli(-0.5);
              Transforms.exp(scratch, false);
              scratch.muli(GAUSS_FACTOR);
              scratch.muli(known);
              slope.addi(scratch);
            };
          }
        };
    return _ -> {
      slopes.run();
      dy.mul(slope, dx);
    };
  }
}
