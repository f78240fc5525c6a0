package dev.alexandrite.core.train;

/** What the batches of a step add up to; they are several where gradients are gathered. */
final class StepSum {
  private double loss;
  private double weight;
  private int rows;

  /** Adds a batch; its loss is a sum over examples, and so is its weight. */
  void add(double lossSum, double weightSum, int batchRows) {
    loss += lossSum;
    weight += weightSum;
    rows += batchRows;
  }

  double meanLoss() {
    return loss / weight;
  }

  int rows() {
    return rows;
  }

  void clear() {
    loss = 0;
    weight = 0;
    rows = 0;
  }
}
