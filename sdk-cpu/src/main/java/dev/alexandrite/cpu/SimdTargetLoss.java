package dev.alexandrite.cpu;

import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.RunState;

/** Losses whose target has a number for each logit, row by row. */
abstract class SimdTargetLoss extends RowPlan {
  private final int classes;
  private int rows;

  SimdTargetLoss(String algorithm, LossOp op, WorkerPool pool) {
    super(algorithm, pool);
    this.classes = op.classes();
  }

  @Override
  final void compute(RunState state) {
    rows = state.rows;
    super.compute(state);
  }

  @Override
  final void row(int row, int worker) {
    int from = row * classes;
    double loss =
        row(
            input(0).array(),
            input(0).offset() + from,
            input(1).array(),
            input(1).offset() + from,
            output(1).array(),
            output(1).offset() + from,
            rows);
    output(0).array()[output(0).offset() + row] = (float) loss;
  }

  /** Writes the gradient, already divided by the rows, and returns the loss. */
  abstract double row(
      float[] logits, int at, float[] targets, int targetAt, float[] gradient, int to, int rows);

  /** Softmax and shares of classes. */
  static final class Soft extends SimdTargetLoss {
    private final int classes;
    private final double smoothing;
    private final float[] weights;

    Soft(LossOp.SoftCrossEntropy op, WorkerPool pool) {
      super("softmax", op, pool);
      this.classes = op.classes();
      this.smoothing = op.smoothing();
      this.weights = SimdLoss.weights(op.classWeights(), classes);
    }

    @Override
    double row(
        float[] logits, int at, float[] targets, int targetAt, float[] gradient, int to, int rows) {
      float maximum = Softmax.maximum(logits, at, classes);
      Softmax.exponentials(logits, at, maximum, gradient, to, classes);
      double sum = Softmax.sum(gradient, to, classes);
      double logSum = maximum + StrictMath.log(sum);
      double loss = 0;
      double weightSum = 0;
      for (int c = 0; c < classes; c++) {
        double weighted = weighted(targets[targetAt + c], c);
        weightSum += weighted;
        loss += weighted * (logSum - logits[at + c]);
      }
      for (int c = 0; c < classes; c++) {
        double towards = weightSum * (gradient[to + c] / sum) - weighted(targets[targetAt + c], c);
        gradient[to + c] = (float) (towards / rows);
      }
      return loss;
    }

    private double weighted(float target, int c) {
      return weights[c] * ((1 - smoothing) * target + smoothing / classes);
    }
  }

  /** A sigmoid for each class. */
  static final class Sigmoid extends SimdTargetLoss {
    private final int classes;
    private final float[] weights;

    Sigmoid(LossOp.SigmoidCrossEntropy op, WorkerPool pool) {
      super("sigmoid", op, pool);
      this.classes = op.classes();
      this.weights = SimdLoss.weights(op.positiveWeights(), classes);
    }

    @Override
    double row(
        float[] logits, int at, float[] targets, int targetAt, float[] gradient, int to, int rows) {
      double loss = 0;
      for (int c = 0; c < classes; c++) {
        double x = logits[at + c];
        double target = targets[targetAt + c];
        double scale = 1 + (weights[c] - 1.0) * target;
        double small = StrictMath.exp(-Math.abs(x));
        loss += (1 - target) * x + scale * (Math.max(-x, 0) + StrictMath.log1p(small));
        double complement = (x > 0 ? small : 1) / (1 + small);
        gradient[to + c] = (float) ((1 - target - scale * complement) / classes / rows);
      }
      return loss / classes;
    }
  }

  /** The distance. */
  static final class Squared extends SimdTargetLoss {
    private final int classes;

    Squared(LossOp.SquaredError op, WorkerPool pool) {
      super("squares", op, pool);
      this.classes = op.classes();
    }

    @Override
    double row(
        float[] logits, int at, float[] targets, int targetAt, float[] gradient, int to, int rows) {
      double loss = 0;
      for (int c = 0; c < classes; c++) {
        double difference = (double) logits[at + c] - targets[targetAt + c];
        loss += difference * difference;
        gradient[to + c] = (float) (2 * difference / classes / rows);
      }
      return loss / classes;
    }
  }
}
