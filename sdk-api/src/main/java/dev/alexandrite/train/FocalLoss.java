package dev.alexandrite.train;

import java.util.Optional;

/** See {@link Losses#focal}. */
record FocalLoss(double gamma) implements Loss {
  @Override
  public void compute(
      float[] logits, float[] labels, int rows, int classes, float[] losses, float[] gradient) {
    for (int row = 0; row < rows; row++) {
      int base = row * classes;
      int label = (int) labels[row];
      double logSum = logSumExp(logits, base, classes);
      double logP = logits[base + label] - logSum;
      double p = StrictMath.exp(logP);
      losses[row] = (float) (-StrictMath.pow(1 - p, gamma) * logP);
      // d loss / d z_c = slope · (p_c - [c = label]), from d p / d z_c = p · ([c = label] - p_c).
      double focusing =
          gamma == 0 || p == 1 ? 0 : gamma * StrictMath.pow(1 - p, gamma - 1) * p * logP;
      double slope = StrictMath.pow(1 - p, gamma) - focusing;
      for (int c = 0; c < classes; c++) {
        double pc = StrictMath.exp(logits[base + c] - logSum);
        gradient[base + c] = (float) (slope * (pc - (c == label ? 1 : 0)) / rows);
      }
    }
  }

  @Override
  public Optional<String> description() {
    return Optional.of("focal, gamma " + gamma);
  }

  private static double logSumExp(float[] logits, int base, int classes) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      largest = Math.max(largest, logits[base + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += StrictMath.exp(logits[base + c] - largest);
    }
    return largest + StrictMath.log(sum);
  }
}
