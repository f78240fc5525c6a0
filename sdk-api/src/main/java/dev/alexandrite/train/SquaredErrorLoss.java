package dev.alexandrite.train;

import java.util.Optional;

/** See {@link Losses#squaredError}. */
record SquaredErrorLoss() implements Loss {
  @Override
  public void compute(
      float[] logits, float[] labels, int rows, int classes, float[] losses, float[] gradient) {
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        int at = row * classes + c;
        float difference = logits[at] - (c == (int) labels[row] ? 1 : 0);
        sum += (double) difference * difference;
        gradient[at] = difference / rows;
      }
      losses[row] = (float) (0.5 * sum);
    }
  }

  @Override
  public Optional<String> description() {
    return Optional.of("squared error");
  }
}
