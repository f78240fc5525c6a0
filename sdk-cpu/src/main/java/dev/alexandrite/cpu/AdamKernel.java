package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.UpdateOp;
import jdk.incubator.vector.FloatVector;

/**
 * AdamW over contiguous elements (Loshchilov and Hutter, "Decoupled weight decay regularization",
 * ICLR 2019, algorithm 2). The bias corrections are folded into two scalars of the step.
 */
final class AdamKernel {
  private final UpdateOp.AdamW op;
  private final float fresh1;
  private final float fresh2;
  private float gradientScale;

  /** What is left of a weight after its decay. */
  private float kept;

  /** The rate, divided by the first moment's bias correction. */
  private float step;

  /** One over the root of the second moment's bias correction. */
  private float rootScale;

  AdamKernel(UpdateOp.AdamW op) {
    this.op = op;
    this.fresh1 = (float) (1.0 - op.beta1());
    this.fresh2 = (float) (1.0 - op.beta2());
  }

  void prepare(float rate, RunState state) {
    double updates = state.updates + 1.0;
    gradientScale = state.gradientScale;
    kept = (float) (1.0 - (double) rate * op.decay());
    step = (float) (rate / (1.0 - StrictMath.pow(op.beta1(), updates)));
    rootScale = (float) (1.0 / Math.sqrt(1.0 - StrictMath.pow(op.beta2(), updates)));
  }

  /** Updates weights w, first moments m and second moments v from gradients g. */
  void update(
      float[] g, int gAt, float[] w, int wAt, float[] m, int mAt, float[] v, int vAt, int count) {
    float beta1 = op.beta1();
    float beta2 = op.beta2();
    float epsilon = op.epsilon();
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector slope = FloatVector.fromArray(SPECIES, g, gAt + i).mul(gradientScale);
      FloatVector first =
          FloatVector.fromArray(SPECIES, m, mAt + i).mul(beta1).add(slope.mul(fresh1));
      FloatVector second =
          FloatVector.fromArray(SPECIES, v, vAt + i).mul(beta2).add(slope.mul(slope).mul(fresh2));
      first.intoArray(m, mAt + i);
      second.intoArray(v, vAt + i);
      FloatVector move = first.mul(step).div(second.sqrt().mul(rootScale).add(epsilon));
      FloatVector.fromArray(SPECIES, w, wAt + i).mul(kept).sub(move).intoArray(w, wAt + i);
    }
    for (; i < count; i++) {
      float slope = g[gAt + i] * gradientScale;
      float first = m[mAt + i] * beta1 + slope * fresh1;
      float second = v[vAt + i] * beta2 + slope * slope * fresh2;
      m[mAt + i] = first;
      v[vAt + i] = second;
      float move = first * step / ((float) Math.sqrt(second) * rootScale + epsilon);
      w[wAt + i] = w[wAt + i] * kept - move;
    }
  }
}
