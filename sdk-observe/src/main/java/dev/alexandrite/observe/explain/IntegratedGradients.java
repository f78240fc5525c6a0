package dev.alexandrite.observe.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What each number of the input contributes to the difference between the score of a picture and
 * that of a baseline (Sundararajan, Taly and Yan, arXiv 1703.01365): {@code (x - x′) ∫₀¹ ∂S(x′ +
 * α(x - x′))/∂x dα}, the integral as a mean over the middles of equal steps. The contributions add
 * up to the difference, but for the error of that mean: more steps make it smaller. Immutable.
 */
public final class IntegratedGradients {
  private final Heatmap heatmap;
  private final float[] contributions;
  private final double baselineScore;
  private final int steps;

  IntegratedGradients(Heatmap heatmap, float[] contributions, double baselineScore, int steps) {
    this.heatmap = heatmap;
    this.contributions = contributions;
    this.baselineScore = baselineScore;
    this.steps = steps;
  }

  /**
   * The contributions of each place, the sum of its colours, with sign.
   *
   * @return the map
   */
  public Heatmap heatmap() {
    return heatmap;
  }

  /**
   * The contributions of each number of the input.
   *
   * @return {@code float32[C, H, W]} in units of the score, row-major; a copy
   */
  public float[] contributions() {
    return contributions.clone();
  }

  /**
   * The score of the class for the baseline; that of the picture is {@link Heatmap#score()}.
   *
   * @return its logit
   */
  public double baselineScore() {
    return baselineScore;
  }

  /**
   * How many gradients the integral is a mean of.
   *
   * @return steps
   */
  public int steps() {
    return steps;
  }

  /**
   * The check of completeness: how far the sum of the contributions is from the difference of the
   * scores.
   *
   * @return {@code |Σ contributions - (S(x) - S(x′))| / |S(x) - S(x′)|}; infinite if the scores are
   *     equal and the sum is not 0
   */
  public double completenessError() {
    double sum = 0;
    for (float contribution : contributions) {
      sum += contribution;
    }
    double difference = heatmap.score() - baselineScore;
    double error = Math.abs(sum - difference);
    return error == 0 ? 0 : error / Math.abs(difference);
  }

  /**
   * Writes the map over what the network saw as a PNG file, whole or not at all.
   *
   * @param file where; a file of that name is replaced, folders are made
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    heatmap.write(file);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s in %d steps, completeness error %.2g",
        heatmap,
        steps,
        completenessError());
  }
}
