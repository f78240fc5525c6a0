package dev.alexandrite.core.evaluate;

import dev.alexandrite.data.Task;

/** Softmax and sigmoid on the host, for the few numbers at a network's end. */
public final class Probabilities {
  private Probabilities() {}

  /**
   * Adds what a row of outputs means, times a factor, to a sum: with factor 1/n over n views the
   * sum is their arithmetic mean.
   *
   * @param task classes, labels or values
   * @param outputs {@code float32[rows, outputs]}
   * @param row the row
   * @param factor what is multiplied by
   * @param sum {@code float64[outputs]}, added to
   */
  static void add(Task task, float[] outputs, int row, double factor, double[] sum) {
    switch (task) {
      case CLASSIFICATION -> addSoftmax(outputs, row, factor, sum);
      case MULTI_LABEL -> addSigmoid(outputs, row, factor, sum);
      case REGRESSION -> {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += factor * outputs[row * sum.length + i];
        }
      }
    }
  }

  /** A logit that is not finite has no probability, as with softmax. */
  private static void addSigmoid(float[] logits, int row, double factor, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      float logit = logits[row * sum.length + i];
      sum[i] += Float.isFinite(logit) ? factor / (1 + StrictMath.exp(-logit)) : Double.NaN;
    }
  }

  /**
   * Adds the softmax of one row of logits, times a factor, to a sum: with factor 1/n over n views
   * the sum is their arithmetic mean.
   *
   * @param logits {@code float32[rows, classes]}
   * @param row the row
   * @param factor what the probabilities are multiplied by
   * @param sum {@code float64[classes]}, added to
   */
  public static void addSoftmax(float[] logits, int row, double factor, double[] sum) {
    int classes = sum.length;
    int base = row * classes;
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      largest = Math.max(largest, logits[base + c]);
    }
    double total = 0;
    for (int c = 0; c < classes; c++) {
      total += StrictMath.exp(logits[base + c] - largest);
    }
    for (int c = 0; c < classes; c++) {
      sum[c] += factor * StrictMath.exp(logits[base + c] - largest) / total;
    }
  }
}
