package dev.alexandrite;

/** A backend that is unknown, unavailable or failed: it lists each candidate and its reason. */
public class BackendException extends AlexandriteException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the culprit, what was found, what was expected and what to do
   */
  public BackendException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message the culprit, what was found, what was expected and what to do
   * @param cause what went wrong underneath
   */
  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
