package dev.alexandrite.train;

/**
 * Ends a run that no longer improves.
 *
 * <pre>{@code
 * EarlyStop.of(5).monitor(Monitor.validationLoss()).minDelta(0.001)
 * }</pre>
 *
 * <p>With a patience of n, the run ends after the n-th epoch in a row without improvement, as with
 * Keras' {@code EarlyStopping}. A number that is NaN or infinite is no improvement.
 *
 * @param monitor what is watched; the best epoch of the run is judged by it, too, of equal ones by
 *     the lower validation loss
 * @param patience after how many epochs in a row without improvement the run ends, at least 1
 * @param minDelta by how much the monitored number has to be better to count as an improvement, 0
 *     for any
 * @param restoreBest whether the result's classifier has the weights of the best epoch instead of
 *     the last, however the run ended; true by default, see {@link TrainingResult#restoredEpoch}.
 *     They are kept in memory, once more the size of the weights; checkpoints and what a resumed
 *     run goes on from stay as they are
 */
public record EarlyStop(Monitor monitor, int patience, double minDelta, boolean restoreBest) {
  /**
   * Checks the options.
   *
   * @throws dev.alexandrite.TrainingException if an option is out of range
   */
  public EarlyStop {
    Checks.atLeast("early stop: patience", 1, patience);
    Checks.notNegative("early stop: minDelta", minDelta);
  }

  /**
   * Watches {@link Monitor#error()}, counts any improvement and restores the best weights.
   *
   * @param patience after how many epochs in a row without improvement the run ends, at least 1
   * @return the rule
   */
  public static EarlyStop of(int patience) {
    return new EarlyStop(Monitor.error(), patience, 0, true);
  }

  /**
   * Sets what is watched.
   *
   * @param watched the number
   * @return the changed rule
   */
  public EarlyStop monitor(Monitor watched) {
    return new EarlyStop(watched, patience, minDelta, restoreBest);
  }

  /**
   * Sets what counts as an improvement.
   *
   * @param least by how much the number has to be better, 0 for any
   * @return the changed rule
   */
  public EarlyStop minDelta(double least) {
    return new EarlyStop(monitor, patience, least, restoreBest);
  }

  /**
   * Sets whose weights the result's classifier has.
   *
   * @param best true for those of the best epoch, false for the last
   * @return the changed rule
   */
  public EarlyStop restoreBest(boolean best) {
    return new EarlyStop(monitor, patience, minDelta, best);
  }
}
