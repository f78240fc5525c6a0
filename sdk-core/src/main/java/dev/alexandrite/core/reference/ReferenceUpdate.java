package dev.alexandrite.core.reference;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.RateScale;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.UpdateOp;

/** Optimiser updates. Each new value is computed in double precision from stored float32 ones. */
final class ReferenceUpdate {
  private ReferenceUpdate() {}

  static Kernel kernel(UpdateOp op) {
    return switch (op) {
      case UpdateOp.Sgd sgd -> (in, out, state) -> sgd(sgd, in, out, state);
      case UpdateOp.AdamW adam -> (in, out, state) -> adamW(adam, in, out, state);
      case UpdateOp.Lamb lamb -> (in, out, state) -> ReferenceLamb.run(lamb, in, out, state);
      case UpdateOp.RmsProp rms -> (in, out, state) -> rmsProp(rms, in, out, state);
      case UpdateOp.MaxNorm maxNorm ->
          (in, out, state) ->
              maxNorm(maxNorm, ScalarBuffer.of(in[0]), ScalarBuffer.of(out[0]), state.epoch);
      case UpdateOp.Average average -> (in, out, state) -> average(average, in, out, state);
      case UpdateOp.SquaredNorm norm ->
          (in, out, _) ->
              ScalarBuffer.of(out[0])
                  .set(0, squares(ScalarBuffer.of(in[0]), 0, norm.shape().elements()));
      case UpdateOp.Clip clip -> (in, out, state) -> clip(clip, in, out, state);
      case UpdateOp.Zero zero ->
          (_, out, _) -> ScalarBuffer.of(out[0]).fill(0, zero.shape().elements());
    };
  }

  private static void sgd(UpdateOp.Sgd op, Buffer[] in, Buffer[] out, RunState state) {
    ScalarBuffer gradient = ScalarBuffer.of(in[0]);
    ScalarBuffer weights = ScalarBuffer.of(in[1]);
    ScalarBuffer velocities = ScalarBuffer.of(in[2]);
    ScalarBuffer newWeights = ScalarBuffer.of(out[0]);
    ScalarBuffer newVelocities = ScalarBuffer.of(out[1]);
    double rate = rate(op.rateScale(), state);
    int size = op.shape().elements();
    if (rate == 0) {
      weights.copyTo(0, newWeights, 0, size);
      velocities.copyTo(0, newVelocities, 0, size);
      return;
    }
    for (int i = 0; i < size; i++) {
      double w = weights.get(i);
      double g = (double) gradient.get(i) * state.gradientScale + op.decay() * w;
      double v = (double) op.momentum() * velocities.get(i);
      switch (op.form()) {
        case PAPER -> {
          v -= rate * g;
          w += op.nesterov() ? op.momentum() * v - rate * g : v;
        }
        case PYTORCH -> {
          v += g;
          w -= rate * (op.nesterov() ? g + op.momentum() * v : v);
        }
      }
      newWeights.set(i, w);
      newVelocities.set(i, v);
    }
  }

  /** Loshchilov and Hutter, arXiv 1711.05101, algorithm 2. */
  private static void adamW(UpdateOp.AdamW op, Buffer[] in, Buffer[] out, RunState state) {
    double rate = rate(op.rateScale(), state);
    int size = op.shape().elements();
    if (rate == 0) {
      keep(in, out, size);
      return;
    }
    double update = (double) (state.updates + 1);
    double bias1 = 1 - StrictMath.pow(op.beta1(), update);
    double bias2 = 1 - StrictMath.pow(op.beta2(), update);
    for (int i = 0; i < size; i++) {
      double g = (double) ScalarBuffer.of(in[0]).get(i) * state.gradientScale;
      double w = ScalarBuffer.of(in[1]).get(i);
      double m = (double) op.beta1() * ScalarBuffer.of(in[2]).get(i) + (1.0 - op.beta1()) * g;
      double v = (double) op.beta2() * ScalarBuffer.of(in[3]).get(i) + (1.0 - op.beta2()) * g * g;
      double step = m / bias1 / (Math.sqrt(v / bias2) + op.epsilon());
      ScalarBuffer.of(out[0]).set(i, w - rate * (step + op.decay() * w));
      ScalarBuffer.of(out[1]).set(i, m);
      ScalarBuffer.of(out[2]).set(i, v);
    }
  }

  /** Tieleman and Hinton 2012, lecture 6.5, as in TensorFlow's RMSPropOptimizer. */
  private static void rmsProp(UpdateOp.RmsProp op, Buffer[] in, Buffer[] out, RunState state) {
    double rate = rate(op.rateScale(), state);
    int size = op.shape().elements();
    if (rate == 0) {
      keep(in, out, size);
      return;
    }
    for (int i = 0; i < size; i++) {
      double w = ScalarBuffer.of(in[1]).get(i);
      double g = (double) ScalarBuffer.of(in[0]).get(i) * state.gradientScale + op.decay() * w;
      double s =
          (double) op.squareDecay() * ScalarBuffer.of(in[2]).get(i)
              + (1.0 - op.squareDecay()) * g * g;
      double v =
          (double) op.momentum() * ScalarBuffer.of(in[3]).get(i)
              + rate * g / Math.sqrt(s + op.epsilon());
      ScalarBuffer.of(out[0]).set(i, w - v);
      ScalarBuffer.of(out[1]).set(i, s);
      ScalarBuffer.of(out[2]).set(i, v);
    }
  }

  /** A rate of 0 leaves weights and states, which follow the gradient, as they are. */
  static void keep(Buffer[] in, Buffer[] out, int size) {
    for (int tensor = 0; tensor < out.length; tensor++) {
      ScalarBuffer.of(in[tensor + 1]).copyTo(0, ScalarBuffer.of(out[tensor]), 0, size);
    }
  }

  private static void maxNorm(
      UpdateOp.MaxNorm op, ScalarBuffer weights, ScalarBuffer limited, int epoch) {
    boolean frozen = op.rateScale().at(epoch) == 0;
    int size = op.weights();
    for (int unit = 0; unit < op.units(); unit++) {
      double norm = Math.sqrt(squares(weights, unit * size, size));
      double factor = norm > op.limit() && !frozen ? op.limit() / norm : 1;
      for (int i = unit * size; i < (unit + 1) * size; i++) {
        limited.set(i, weights.get(i) * factor);
      }
    }
  }

  private static void average(UpdateOp.Average op, Buffer[] in, Buffer[] out, RunState state) {
    float decay = op.decay(state.updates);
    for (int i = 0; i < op.shape().elements(); i++) {
      double past = ScalarBuffer.of(in[1]).get(i);
      double w = ScalarBuffer.of(in[0]).get(i);
      ScalarBuffer.of(out[0]).set(i, decay * past + (1.0 - decay) * w);
    }
  }

  private static void clip(UpdateOp.Clip op, Buffer[] in, Buffer[] out, RunState state) {
    double norm = Math.sqrt(ScalarBuffer.of(in[1]).get(0)) * state.gradientScale;
    double factor = norm > op.limit() ? op.limit() / norm : 1;
    for (int i = 0; i < op.shape().elements(); i++) {
      ScalarBuffer.of(out[0]).set(i, ScalarBuffer.of(in[0]).get(i) * factor);
    }
  }

  private static double squares(ScalarBuffer values, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += (double) values.get(i) * values.get(i);
    }
    return sum;
  }

  static double rate(RateScale scale, RunState state) {
    return (double) state.learningRate * scale.at(state.epoch);
  }
}
