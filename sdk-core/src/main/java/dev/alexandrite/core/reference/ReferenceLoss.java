package dev.alexandrite.core.reference;

import dev.alexandrite.spi.LossOp;

/** Softmax and cross-entropy with labels, in double precision. */
final class ReferenceLoss {
  private final LossOp.SoftmaxCrossEntropy op;
  private final int classes;

  private ReferenceLoss(LossOp.SoftmaxCrossEntropy op) {
    this.op = op;
    classes = op.classes();
  }

  static Kernel kernel(LossOp op) {
    return switch (op) {
      case LossOp.SoftmaxCrossEntropy crossEntropy -> {
        var loops = new ReferenceLoss(crossEntropy);
        yield (in, out, state) ->
            loops.run(
                ScalarBuffer.of(in[0]),
                ScalarBuffer.of(in[1]),
                ScalarBuffer.of(out[0]),
                ScalarBuffer.of(out[1]),
                state.rows);
      }
      case LossOp.SoftCrossEntropy soft ->
          ReferenceTargetLoss.kernel(soft.classes(), new ReferenceTargetLoss.Soft(soft));
      case LossOp.SigmoidCrossEntropy sigmoid ->
          ReferenceTargetLoss.kernel(sigmoid.classes(), new ReferenceTargetLoss.Sigmoid(sigmoid));
      case LossOp.SquaredError squared ->
          ReferenceTargetLoss.kernel(
              squared.classes(), new ReferenceTargetLoss.Squared(squared.classes()));
      case LossOp.Host _ ->
          throw new IllegalArgumentException(
              "backend scalar was asked to plan a loss of the application; the walk over the graph"
                  + " runs it on the host");
    };
  }

  private void run(
      ScalarBuffer logits,
      ScalarBuffer labels,
      ScalarBuffer losses,
      ScalarBuffer gradient,
      int rows) {
    double weightSum = 0;
    for (int n = 0; n < rows; n++) {
      weightSum += op.ignores(labels.get(n)) ? 0 : weight(label(labels, n));
    }
    for (int n = 0; n < rows; n++) {
      if (op.ignores(labels.get(n))) {
        ignore(n, losses, gradient);
        continue;
      }
      int label = label(labels, n);
      double weight = weight(label);
      // Rows that all weigh nothing have no mean; they teach nothing either.
      double share = weightSum > 0 ? weight / weightSum : 0;
      double logSum = logSumOfExponentials(logits, n);
      double loss = 0;
      for (int c = 0; c < classes; c++) {
        double logProbability = logits.get(n * classes + c) - logSum;
        double target = (c == label ? 1 - op.smoothing() : 0) + op.smoothing() / (double) classes;
        loss -= target * logProbability;
        gradient.set(n * classes + c, share * (StrictMath.exp(logProbability) - target));
      }
      losses.set(n, weight * loss);
    }
  }

  private void ignore(int n, ScalarBuffer losses, ScalarBuffer gradient) {
    losses.set(n, 0);
    for (int c = 0; c < classes; c++) {
      gradient.set(n * classes + c, 0);
    }
  }

  /** With the maximum taken out, so that no exponential overflows. */
  private double logSumOfExponentials(ScalarBuffer logits, int n) {
    return logSumOfExponentials(logits, n * classes, classes);
  }

  static double logSumOfExponentials(ScalarBuffer logits, int at, int count) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < count; c++) {
      max = Math.max(max, logits.get(at + c));
    }
    double sum = 0;
    for (int c = 0; c < count; c++) {
      sum += StrictMath.exp(logits.get(at + c) - max);
    }
    return max + StrictMath.log(sum);
  }

  private double weight(int label) {
    return op.classWeights().isEmpty() ? 1 : op.classWeights().get(label);
  }

  private int label(ScalarBuffer labels, int n) {
    float value = labels.get(n);
    int label = (int) value;
    if (label != value || label < 0 || label >= classes) {
      throw new IllegalStateException(
          "row "
              + n
              + " of the batch has label "
              + value
              + ", expected a whole number from 0 to "
              + (classes - 1)
              + "; check the class count of the model against the data");
    }
    return label;
  }
}
