package dev.alexandrite.cpu;

import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import java.util.Arrays;
import java.util.List;

/** Plans the loss at the end of a training graph. */
final class SimdLoss {
  private SimdLoss() {}

  static OpPlan plan(LossOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case LossOp.SoftmaxCrossEntropy loss -> new SoftmaxCrossEntropy(loss, capacity, pool);
      case LossOp.SoftCrossEntropy soft -> new SimdTargetLoss.Soft(soft, pool);
      case LossOp.SigmoidCrossEntropy sigmoid -> new SimdTargetLoss.Sigmoid(sigmoid, pool);
      case LossOp.SquaredError squared -> new SimdTargetLoss.Squared(squared, pool);
      case LossOp.Host host ->
          throw new IllegalArgumentException(
              "backend cpu plans no host loss (" + host.loss() + "); the program runs it itself");
    };
  }

  /** One a class, 1 where none are given. */
  static float[] weights(List<Float> given, int classes) {
    float[] weights = new float[classes];
    for (int c = 0; c < classes; c++) {
      weights[c] = given.isEmpty() ? 1f : given.get(c);
    }
    return weights;
  }

  private static final class SoftmaxCrossEntropy extends RowPlan {
    /** Stands for the label of a row that does not count. */
    private static final int IGNORED = -1;

    private final LossOp.SoftmaxCrossEntropy op;
    private final int classes;
    private final float smoothing;
    private final float[] classWeights;
    private final int[] labels;
    private double totalWeight;

    SoftmaxCrossEntropy(LossOp.SoftmaxCrossEntropy op, int capacity, WorkerPool pool) {
      super("softmax", pool);
      this.op = op;
      this.classes = op.classes();
      this.smoothing = op.smoothing();
      this.labels = new int[capacity];
      this.classWeights = weights(op.classWeights(), classes);
    }

    @Override
    void compute(RunState state) {
      totalWeight = 0;
      for (int row = 0; row < state.rows; row++) {
        labels[row] = label(row);
        totalWeight += labels[row] == IGNORED ? 0 : classWeights[labels[row]];
      }
      super.compute(state);
    }

    private int label(int row) {
      float value = input(1).array()[input(1).offset() + row];
      if (op.ignores(value)) {
        return IGNORED;
      }
      int label = (int) value;
      if (label != value || label < 0 || label >= classes) {
        throw new IllegalStateException(
            "row "
                + row
                + " of the batch has label "
                + value
                + ", expected a whole number from 0 to "
                + (classes - 1)
                + "; check the data set's labels or the model's number of classes");
      }
      return label;
    }

    @Override
    void row(int row, int worker) {
      float[] logits = input(0).array();
      int at = input(0).offset() + row * classes;
      float[] gradient = output(1).array();
      int gradientAt = output(1).offset() + row * classes;
      int label = labels[row];
      if (label == IGNORED) {
        output(0).array()[output(0).offset() + row] = 0;
        Arrays.fill(gradient, gradientAt, gradientAt + classes, 0);
        return;
      }
      float weight = classWeights[label];

      float maximum = Softmax.maximum(logits, at, classes);
      Softmax.exponentials(logits, at, maximum, gradient, gradientAt, classes);
      double sum = Softmax.sum(gradient, gradientAt, classes);

      double logSum = maximum + StrictMath.log(sum);
      double loss = (1.0 - smoothing) * (logSum - logits[at + label]);
      if (smoothing != 0) {
        double mean = logSum - Softmax.sum(logits, at, classes) / classes;
        loss += smoothing * mean;
      }
      output(0).array()[output(0).offset() + row] = (float) (weight * loss);

      // d loss / d logit = weight · (p - t); a batch whose weights are all 0 teaches nothing.
      double factor = totalWeight == 0 ? 0 : weight / totalWeight;
      double everywhere = (double) smoothing / classes;
      for (int c = 0; c < classes; c++) {
        double target = c == label ? 1.0 - smoothing + everywhere : everywhere;
        double probability = gradient[gradientAt + c] / sum;
        gradient[gradientAt + c] = (float) (factor * (probability - target));
      }
    }
  }
}
