package dev.alexandrite.cpu;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.tensor.Activation;

/** Plans nonlinearities and their gradients, element by element. */
final class SimdActivation {
  private SimdActivation() {}

  static OpPlan plan(ActivationOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case ActivationOp.Forward forward -> new Forward(forward, pool);
      case ActivationOp.Gradient gradient -> new Gradient(gradient, pool);
    };
  }

  private static final class Forward extends FlatPlan {
    private final Activation activation;

    Forward(ActivationOp.Forward op, WorkerPool pool) {
      super("elementwise", pool, op.shape().elements(), true);
      this.activation = op.activation();
    }

    @Override
    void range(int from, int count) {
      float[] x = input(0).array();
      int xAt = input(0).offset() + from;
      float[] y = output(0).array();
      int yAt = output(0).offset() + from;
      switch (activation) {
        case NONE -> System.arraycopy(x, xAt, y, yAt, count);
        case RELU -> Rectifier.forward(x, xAt, y, yAt, count);
        case TANH -> SmoothActivations.tanh(x, xAt, y, yAt, count);
        case SIGMOID -> SmoothActivations.sigmoid(x, xAt, y, yAt, count);
        case GELU -> SmoothActivations.gelu(x, xAt, y, yAt, count);
        case SILU -> SmoothActivations.silu(x, xAt, y, yAt, count);
      }
    }
  }

  private static final class Gradient extends FlatPlan {
    private final Activation activation;

    Gradient(ActivationOp.Gradient op, WorkerPool pool) {
      super("elementwise", pool, op.shape().elements(), true);
      this.activation = op.activation();
    }

    @Override
    void range(int from, int count) {
      float[] v = input(0).array(); // y or x, as Activation.gradientFromOutput() says
      int vAt = input(0).offset() + from;
      float[] dy = input(1).array();
      int dyAt = input(1).offset() + from;
      float[] dx = output(0).array();
      int dxAt = output(0).offset() + from;
      switch (activation) {
        case NONE -> System.arraycopy(dy, dyAt, dx, dxAt, count);
        case RELU -> Rectifier.gradient(v, vAt, dy, dyAt, dx, dxAt, count);
        case TANH -> SmoothActivations.tanhGradient(v, vAt, dy, dyAt, dx, dxAt, count);
        case SIGMOID -> SmoothActivations.sigmoidGradient(v, vAt, dy, dyAt, dx, dxAt, count);
        case GELU -> SmoothActivations.geluGradient(v, vAt, dy, dyAt, dx, dxAt, count);
        case SILU -> SmoothActivations.siluGradient(v, vAt, dy, dyAt, dx, dxAt, count);
      }
    }
  }
}
