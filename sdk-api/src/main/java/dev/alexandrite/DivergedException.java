package dev.alexandrite;

/**
 * A training run whose loss, weights or optimiser state are no longer finite: what it was told is
 * not wrong by itself, but the learning rate, most often, is too high for this network and data.
 */
public class DivergedException extends TrainingException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the number that is not finite, where it was found, and what to do
   */
  public DivergedException(String message) {
    super(message);
  }
}
