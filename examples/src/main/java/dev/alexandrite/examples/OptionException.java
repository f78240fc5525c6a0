package dev.alexandrite.examples;

/** A command-line option that cannot be used; the message names it and says what is expected. */
final class OptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OptionException(String message) {
    super(message);
  }
}
