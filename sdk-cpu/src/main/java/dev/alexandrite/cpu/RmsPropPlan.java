package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.UpdateOp;
import jdk.incubator.vector.FloatVector;

/**
 * RMSprop in TensorFlow's form, in one pass over gradient, weights, mean squares and velocities.
 */
final class RmsPropPlan extends FlatPlan {
  private final UpdateOp.RmsProp op;
  private final float fresh;
  private float rate;
  private float gradientScale;

  RmsPropPlan(UpdateOp.RmsProp op, WorkerPool pool) {
    super("fused", pool, op.shape().elements(), false);
    this.op = op;
    this.fresh = (float) (1.0 - op.squareDecay());
  }

  @Override
  void compute(RunState state) {
    rate = state.learningRate * op.rateScale().at(state.epoch);
    gradientScale = state.gradientScale;
    if (rate != 0) {
      super.compute(state);
    }
  }

  @Override
  void range(int from, int count) {
    update(
        input(0).array(),
        input(0).offset() + from,
        output(0).array(),
        output(0).offset() + from,
        output(1).array(),
        output(1).offset() + from,
        output(2).array(),
        output(2).offset() + from,
        count);
  }

  /** Updates weights w, mean squares s and velocities v from gradients g. */
  private void update(
      float[] g, int gAt, float[] w, int wAt, float[] s, int sAt, float[] v, int vAt, int count) {
    float kept = op.squareDecay();
    float momentum = op.momentum();
    float epsilon = op.epsilon();
    float decay = op.decay();
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector weight = FloatVector.fromArray(SPECIES, w, wAt + i);
      FloatVector slope =
          FloatVector.fromArray(SPECIES, g, gAt + i).mul(gradientScale).add(weight.mul(decay));
      FloatVector square =
          FloatVector.fromArray(SPECIES, s, sAt + i).mul(kept).add(slope.mul(slope).mul(fresh));
      FloatVector step =
          FloatVector.fromArray(SPECIES, v, vAt + i)
              .mul(momentum)
              .add(slope.mul(rate).div(square.add(epsilon).sqrt()));
      square.intoArray(s, sAt + i);
      step.intoArray(v, vAt + i);
      weight.sub(step).intoArray(w, wAt + i);
    }
    for (; i < count; i++) {
      float slope = g[gAt + i] * gradientScale + w[wAt + i] * decay;
      float square = s[sAt + i] * kept + slope * slope * fresh;
      float step = v[vAt + i] * momentum + slope * rate / (float) Math.sqrt(square + epsilon);
      s[sAt + i] = square;
      v[vAt + i] = step;
      w[wAt + i] -= step;
    }
  }
}
