package dev.alexandrite.cli;

/**
 * Options that do not go together, or one whose value cannot be used; the message names them and
 * says what is expected.
 */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }

  UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
