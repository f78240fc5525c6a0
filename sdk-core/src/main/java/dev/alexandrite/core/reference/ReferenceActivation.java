package dev.alexandrite.core.reference;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;

/** Pointwise nonlinearities and their derivatives, in double precision. */
final class ReferenceActivation {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double GAUSS_FACTOR = 1 / Math.sqrt(2 * Math.PI);

  private ReferenceActivation() {}

  static Kernel kernel(ActivationOp op) {
    return switch (op) {
      case ActivationOp.Forward(Shape shape, Activation activation) ->
          (in, out, state) ->
              forward(
                  activation,
                  ScalarBuffer.of(in[0]),
                  ScalarBuffer.of(out[0]),
                  state.rows * shape.elements());
      case ActivationOp.Gradient(Shape shape, Activation activation) ->
          (in, out, state) ->
              gradient(
                  activation,
                  ScalarBuffer.of(in[0]),
                  ScalarBuffer.of(in[1]),
                  ScalarBuffer.of(out[0]),
                  state.rows * shape.elements());
    };
  }

  private static void forward(Activation activation, ScalarBuffer x, ScalarBuffer y, int elements) {
    for (int i = 0; i < elements; i++) {
      y.set(i, value(activation, x.get(i)));
    }
  }

  private static void gradient(
      Activation activation, ScalarBuffer known, ScalarBuffer dy, ScalarBuffer dx, int elements) {
    for (int i = 0; i < elements; i++) {
      dx.set(i, dy.get(i) * derivative(activation, known.get(i)));
    }
  }

  static double value(Activation activation, double x) {
    return switch (activation) {
      case NONE -> x;
      case RELU -> Math.max(0, x);
      case TANH -> StrictMath.tanh(x);
      case SIGMOID -> sigmoid(x);
      case GELU -> x * gaussDistribution(x);
      case SILU -> x * sigmoid(x);
    };
  }

  /** The derivative, from y where {@link Activation#gradientFromOutput()} says so, else from x. */
  static double derivative(Activation activation, double known) {
    return switch (activation) {
      case NONE -> 1;
      case RELU -> known > 0 ? 1 : 0;
      case TANH -> 1 - known * known;
      case SIGMOID -> known * (1 - known);
      case GELU -> gaussDistribution(known) + known * gaussDensity(known);
      case SILU -> sigmoid(known) * (1 + known * (1 - sigmoid(known)));
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** {@code Φ(x)}, by the complement, which keeps its digits in the left tail. */
  private static double gaussDistribution(double x) {
    return 0.5 * ErrorFunction.complement(-x * SQRT_HALF);
  }

  private static double gaussDensity(double x) {
    return GAUSS_FACTOR * StrictMath.exp(-0.5 * x * x);
  }
}
