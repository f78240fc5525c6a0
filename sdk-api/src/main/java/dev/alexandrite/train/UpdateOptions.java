package dev.alexandrite.train;

/**
 * What happens around the optimiser's rule.
 *
 * @param accumulate batches whose gradients are added up before one update, at least 1
 * @param clipNorm the largest L2 norm of all gradients together, 0 for no limit
 * @param maxNorm the largest L2 norm of the weights into one unit, 0 for no limit
 * @param averageDecay the decay of the running average of the weights, 0 for no average
 */
public record UpdateOptions(int accumulate, double clipNorm, double maxNorm, double averageDecay) {
  /**
   * Checks the options.
   *
   * @throws dev.alexandrite.TrainingException if an option is out of range
   */
  public UpdateOptions {
    Checks.atLeast("accumulate", 1, accumulate);
    Checks.notNegative("clipNorm", clipNorm);
    Checks.notNegative("maxNorm", maxNorm);
    Checks.unit("averageWeights: decay", averageDecay);
  }

  /**
   * Whether gradients are kept between the backward pass and the update.
   *
   * @return true with accumulation or clipping
   */
  public boolean separateUpdate() {
    return accumulate > 1 || clipNorm > 0;
  }

  UpdateOptions withAccumulate(int batches) {
    return new UpdateOptions(batches, clipNorm, maxNorm, averageDecay);
  }

  UpdateOptions withClipNorm(double limit) {
    Checks.positive("clipNorm", limit);
    return new UpdateOptions(accumulate, limit, maxNorm, averageDecay);
  }

  UpdateOptions withMaxNorm(double limit) {
    Checks.positive("maxNorm", limit);
    return new UpdateOptions(accumulate, clipNorm, limit, averageDecay);
  }

  UpdateOptions withAverageDecay(double decay) {
    Checks.positive("averageWeights: decay", decay);
    return new UpdateOptions(accumulate, clipNorm, maxNorm, decay);
  }
}
