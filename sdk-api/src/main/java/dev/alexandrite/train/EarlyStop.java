package dev.alexandrite.train;

/**
 * Ends a run whose validation error (training loss without validation data) no longer improves.
 *
 * @param patience epochs without improvement that are borne, at least 1
 * @param leastImprovement what counts as an improvement, 0 for any
 */
public record EarlyStop(int patience, double leastImprovement) {
  /**
   * Checks the options.
   *
   * @throws dev.alexandrite.TrainingException if an option is out of range
   */
  public EarlyStop {
    Checks.atLeast("early stop: patience", 1, patience);
    Checks.notNegative("early stop: least improvement", leastImprovement);
  }

  /**
   * Counts any improvement.
   *
   * @param epochs epochs without improvement that are borne, at least 1
   * @return the rule
   */
  public static EarlyStop after(int epochs) {
    return new EarlyStop(epochs, 0);
  }
}
