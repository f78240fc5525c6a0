package dev.alexandrite;

/** Data that cannot be used: an unreadable image, an empty folder, labels that do not fit. */
public class DataException extends AlexandriteException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the culprit, what was found, what was expected and what to do
   */
  public DataException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message the culprit, what was found, what was expected and what to do
   * @param cause what went wrong underneath
   */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
