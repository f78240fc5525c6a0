package dev.alexandrite.core.json;

/** Text that is no JSON, or JSON that lacks what was expected. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was found where, and what was expected
   */
  public JsonException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what was found where, and what was expected
   * @param cause what went wrong underneath
   */
  public JsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
