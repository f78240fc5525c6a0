package dev.alexandrite.observe.page;

/** A request that is not answered as asked. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String text;

  Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
    this.text = message;
  }

  /** What the answer says. */
  String text() {
    return text;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }
}
