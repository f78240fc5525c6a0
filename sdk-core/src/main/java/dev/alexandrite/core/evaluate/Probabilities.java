package dev.alexandrite.core.evaluate;

/** Softmax on the host, for the few numbers at a network's end. */
public final class Probabilities {
  private Probabilities() {}

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
