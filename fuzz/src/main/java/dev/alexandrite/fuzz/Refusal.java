package dev.alexandrite.fuzz;

/** What has to be true of the message with which bytes are refused. */
final class Refusal {
  private static final int LONGEST_MESSAGE = 4_000;

  private Refusal() {}

  /**
   * Bytes of a stranger may be quoted, but neither at length nor so that they write lines of their
   * own.
   */
  static void requireReadable(Throwable refusal) {
    requireShort(refusal);
    String message = String.valueOf(refusal.getMessage());
    if (message.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
      throw new AssertionError("a message with control characters", refusal);
    }
  }

  /** Nobody reads a message of pages. */
  static void requireShort(Throwable refusal) {
    int length = String.valueOf(refusal.getMessage()).length();
    if (length > LONGEST_MESSAGE) {
      throw new AssertionError("a message of " + length + " characters", refusal);
    }
  }
}
