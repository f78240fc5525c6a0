package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.UpdateOp;
import jdk.incubator.vector.FloatVector;

/**
 * LAMB: a pass that updates the moments and measures weights and steps, and one that moves the
 * weights, for which the steps are computed once more rather than kept. The squares are summed in
 * chunks of fixed size, one after the other, so that a norm depends neither on the threads nor on
 * the width of vectors.
 */
final class LambPlan extends SimdPlan {
  private static final int CHUNK = 4096;

  private final UpdateOp.Lamb op;
  private final int elements;
  private final int threads;
  private final float fresh1;
  private final float fresh2;
  private final double[] weightSquares;
  private final double[] stepSquares;
  private final ParallelTask measure = this::measure;
  private final ParallelTask move = this::move;
  private float gradientScale;

  /** One over the first moment's bias correction. */
  private float firstScale;

  /** One over the root of the second moment's bias correction. */
  private float rootScale;

  /** The rate, times the ratio of norms. */
  private float rate;

  LambPlan(UpdateOp.Lamb op, WorkerPool pool) {
    super("two-pass", pool);
    this.op = op;
    this.elements = op.shape().elements();
    this.threads = pool.threads();
    this.fresh1 = (float) (1.0 - op.beta1());
    this.fresh2 = (float) (1.0 - op.beta2());
    int chunks = Math.ceilDiv(elements, CHUNK);
    this.weightSquares = new double[chunks];
    this.stepSquares = new double[chunks];
  }

  /** The steps of a chunk, for each thread. */
  @Override
  public long workspaceElements() {
    return (long) threads * Math.min(CHUNK, elements);
  }

  @Override
  void compute(RunState state) {
    float scheduled = state.learningRate * op.rateScale().at(state.epoch);
    if (scheduled == 0) {
      return;
    }
    double updates = state.updates + 1.0;
    gradientScale = state.gradientScale;
    firstScale = (float) (1.0 / (1.0 - StrictMath.pow(op.beta1(), updates)));
    rootScale = (float) (1.0 / Math.sqrt(1.0 - StrictMath.pow(op.beta2(), updates)));
    parallel(measure, weightSquares.length);
    rate = (float) (scheduled * ratio());
    parallel(move, weightSquares.length);
  }

  private double ratio() {
    double weights = sum(weightSquares);
    double steps = sum(stepSquares);
    return op.adapted() && weights > 0 && steps > 0 ? Math.sqrt(weights / steps) : 1;
  }

  private static double sum(double[] parts) {
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }

  private void measure(int chunk, int worker) {
    int from = chunk * CHUNK;
    int count = Math.min(CHUNK, elements - from);
    float[] w = output(0).array();
    int at = output(0).offset() + from;
    moments(from, count);
    int steps = steps(from, count, worker);
    weightSquares[chunk] = SquaredNormPlan.sumOfSquares(w, at, count);
    stepSquares[chunk] = SquaredNormPlan.sumOfSquares(workspace().array(), steps, count);
  }

  private void move(int chunk, int worker) {
    int from = chunk * CHUNK;
    int count = Math.min(CHUNK, elements - from);
    float[] w = output(0).array();
    int at = output(0).offset() + from;
    int steps = steps(from, count, worker);
    Arithmetic.blend(w, at, 1, workspace().array(), steps, -rate, count);
  }

  private void moments(int from, int count) {
    float[] g = input(0).array();
    int gAt = input(0).offset() + from;
    float[] m = output(1).array();
    int mAt = output(1).offset() + from;
    float[] v = output(2).array();
    int vAt = output(2).offset() + from;
    float beta1 = op.beta1();
    float beta2 = op.beta2();
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector slope = FloatVector.fromArray(SPECIES, g, gAt + i).mul(gradientScale);
      FloatVector.fromArray(SPECIES, m, mAt + i)
          .mul(beta1)
          .add(slope.mul(fresh1))
          .intoArray(m, mAt + i);
      FloatVector.fromArray(SPECIES, v, vAt + i)
          .mul(beta2)
          .add(slope.mul(slope).mul(fresh2))
          .intoArray(v, vAt + i);
    }
    for (; i < count; i++) {
      float slope = g[gAt + i] * gradientScale;
      m[mAt + i] = m[mAt + i] * beta1 + slope * fresh1;
      v[vAt + i] = v[vAt + i] * beta2 + slope * slope * fresh2;
    }
  }

  /** Computes a chunk's steps from its moments; returns where in the workspace they lie. */
  private int steps(int from, int count, int worker) {
    float[] w = output(0).array();
    int wAt = output(0).offset() + from;
    float[] m = output(1).array();
    int mAt = output(1).offset() + from;
    float[] v = output(2).array();
    int vAt = output(2).offset() + from;
    float[] u = workspace().array();
    int uAt = workspace().offset() + worker * Math.min(CHUNK, elements);
    float epsilon = op.epsilon();
    float decay = op.decay();
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector root =
          FloatVector.fromArray(SPECIES, v, vAt + i).sqrt().mul(rootScale).add(epsilon);
      FloatVector.fromArray(SPECIES, m, mAt + i)
          .mul(firstScale)
          .div(root)
          .add(FloatVector.fromArray(SPECIES, w, wAt + i).mul(decay))
          .intoArray(u, uAt + i);
    }
    for (; i < count; i++) {
      float root = (float) Math.sqrt(v[vAt + i]) * rootScale + epsilon;
      u[uAt + i] = m[mAt + i] * firstScale / root + w[wAt + i] * decay;
    }
    return uAt;
  }
}
