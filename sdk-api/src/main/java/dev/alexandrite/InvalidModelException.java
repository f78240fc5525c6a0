package dev.alexandrite;

/** A network, layer or builder call that cannot be: it names the layer and the remedy. */
public class InvalidModelException extends AlexandriteException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the culprit, what was found, what was expected and what to do
   */
  public InvalidModelException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message the culprit, what was found, what was expected and what to do
   * @param cause what went wrong underneath
   */
  public InvalidModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
