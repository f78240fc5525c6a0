package dev.alexandrite;

/**
 * The root of what an application may meet at run time although its calls are right: models, data,
 * checkpoints, backends and runs that are not as they should be. What the documentation of a call
 * excludes is answered as elsewhere in Java, by {@link IllegalArgumentException}, {@link
 * IndexOutOfBoundsException} or {@link IllegalStateException}. Messages name files and quote what
 * is in them; {@link SafeText} has made them safe to log.
 */
public class AlexandriteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the culprit, what was found, what was expected and what to do
   */
  public AlexandriteException(String message) {
    super(SafeText.message(message));
  }

  /**
   * Creates the exception.
   *
   * @param message the culprit, what was found, what was expected and what to do
   * @param cause what went wrong underneath
   */
  public AlexandriteException(String message, Throwable cause) {
    super(SafeText.message(message), cause);
  }
}
