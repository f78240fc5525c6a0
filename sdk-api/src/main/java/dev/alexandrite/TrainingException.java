package dev.alexandrite;

/** A training run that was configured wrongly or that cannot go on. */
public class TrainingException extends AlexandriteException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the culprit, what was found, what was expected and what to do
   */
  public TrainingException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message the culprit, what was found, what was expected and what to do
   * @param cause what went wrong underneath
   */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
