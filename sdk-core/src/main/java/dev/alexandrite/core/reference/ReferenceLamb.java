package dev.alexandrite.core.reference;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.UpdateOp;

/** LAMB (You et al., arXiv 1904.00962, algorithm 2) in double precision, from stored float32. */
final class ReferenceLamb {
  private ReferenceLamb() {}

  static void run(UpdateOp.Lamb op, Buffer[] in, Buffer[] out, RunState state) {
    double rate = ReferenceUpdate.rate(op.rateScale(), state);
    int size = op.shape().elements();
    if (rate == 0) {
      ReferenceUpdate.keep(in, out, size);
      return;
    }
    double update = (double) (state.updates + 1);
    double bias1 = 1 - StrictMath.pow(op.beta1(), update);
    double bias2 = 1 - StrictMath.pow(op.beta2(), update);
    double[] steps = new double[size];
    double weightSquares = 0;
    double stepSquares = 0;
    for (int i = 0; i < size; i++) {
      double g = (double) ScalarBuffer.of(in[0]).get(i) * state.gradientScale;
      double w = ScalarBuffer.of(in[1]).get(i);
      double m = (double) op.beta1() * ScalarBuffer.of(in[2]).get(i) + (1.0 - op.beta1()) * g;
      double v = (double) op.beta2() * ScalarBuffer.of(in[3]).get(i) + (1.0 - op.beta2()) * g * g;
      steps[i] = m / bias1 / (Math.sqrt(v / bias2) + op.epsilon()) + op.decay() * w;
      weightSquares += w * w;
      stepSquares += steps[i] * steps[i];
      ScalarBuffer.of(out[1]).set(i, m);
      ScalarBuffer.of(out[2]).set(i, v);
    }
    boolean measured = op.adapted() && weightSquares > 0 && stepSquares > 0;
    double ratio = measured ? Math.sqrt(weightSquares / stepSquares) : 1;
    for (int i = 0; i < size; i++) {
      ScalarBuffer.of(out[0]).set(i, ScalarBuffer.of(in[1]).get(i) - rate * ratio * steps[i]);
    }
  }
}
