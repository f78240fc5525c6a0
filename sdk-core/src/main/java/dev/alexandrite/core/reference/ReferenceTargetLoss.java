package dev.alexandrite.core.reference;

import dev.alexandrite.spi.LossOp;
import java.util.List;

/** Losses whose target has a number for each logit, in double precision. */
final class ReferenceTargetLoss {
  private ReferenceTargetLoss() {}

  /** One row of logits and targets. */
  private interface Row {
    /** Its loss. */
    double loss(ScalarBuffer logits, ScalarBuffer targets, int at);

    /** The derivative of the row's loss by one logit, after {@link #loss}. */
    double gradient(double logit, double target, int c);
  }

  static Kernel kernel(int classes, Row row) {
    return (in, out, state) -> {
      ScalarBuffer logits = ScalarBuffer.of(in[0]);
      ScalarBuffer targets = ScalarBuffer.of(in[1]);
      for (int n = 0; n < state.rows; n++) {
        int at = n * classes;
        ScalarBuffer.of(out[0]).set(n, row.loss(logits, targets, at));
        for (int c = 0; c < classes; c++) {
          double gradient = row.gradient(logits.get(at + c), targets.get(at + c), c);
          ScalarBuffer.of(out[1]).set(at + c, gradient / state.rows);
        }
      }
    };
  }

  private static double weight(List<Float> weights, int c) {
    return weights.isEmpty() ? 1 : weights.get(c);
  }

  /** Softmax and shares of classes. */
  static final class Soft implements Row {
    private final LossOp.SoftCrossEntropy op;
    private double logSum;
    private double weightSum;

    Soft(LossOp.SoftCrossEntropy op) {
      this.op = op;
    }

    @Override
    public double loss(ScalarBuffer logits, ScalarBuffer targets, int at) {
      logSum = ReferenceLoss.logSumOfExponentials(logits, at, op.classes());
      weightSum = 0;
      double loss = 0;
      for (int c = 0; c < op.classes(); c++) {
        double weighted = weighted(targets.get(at + c), c);
        weightSum += weighted;
        loss += weighted * (logSum - logits.get(at + c));
      }
      return loss;
    }

    @Override
    public double gradient(double logit, double target, int c) {
      return weightSum * StrictMath.exp(logit - logSum) - weighted(target, c);
    }

    private double weighted(double target, int c) {
      double smooth = (1.0 - op.smoothing()) * target + op.smoothing() / (double) op.classes();
      return weight(op.classWeights(), c) * smooth;
    }
  }

  /** A sigmoid for each class. */
  static final class Sigmoid implements Row {
    private final LossOp.SigmoidCrossEntropy op;

    Sigmoid(LossOp.SigmoidCrossEntropy op) {
      this.op = op;
    }

    @Override
    public double loss(ScalarBuffer logits, ScalarBuffer targets, int at) {
      double loss = 0;
      for (int c = 0; c < op.classes(); c++) {
        double x = logits.get(at + c);
        double t = targets.get(at + c);
        // -log σ(x), without an exponential that overflows
        double absent = Math.max(-x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
        loss += (1 - t) * x + scale(t, c) * absent;
      }
      return loss / op.classes();
    }

    @Override
    public double gradient(double logit, double target, int c) {
      double complement = 1 / (1 + StrictMath.exp(logit));
      return (1 - target - scale(target, c) * complement) / op.classes();
    }

    private double scale(double target, int c) {
      return 1 + (weight(op.positiveWeights(), c) - 1) * target;
    }
  }

  /** The distance. */
  record Squared(int classes) implements Row {
    @Override
    public double loss(ScalarBuffer logits, ScalarBuffer targets, int at) {
      double loss = 0;
      for (int c = 0; c < classes; c++) {
        double difference = (double) logits.get(at + c) - targets.get(at + c);
        loss += difference * difference;
      }
      return loss / classes;
    }

    @Override
    public double gradient(double logit, double target, int c) {
      return 2 * (logit - target) / classes;
    }
  }
}
