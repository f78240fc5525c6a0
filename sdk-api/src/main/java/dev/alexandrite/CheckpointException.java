package dev.alexandrite;

/** A checkpoint that is damaged, foreign, or that does not fit what it is resumed with. */
public class CheckpointException extends AlexandriteException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the culprit, what was found, what was expected and what to do
   */
  public CheckpointException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message the culprit, what was found, what was expected and what to do
   * @param cause what went wrong underneath
   */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
