package dev.alexandrite.observe.page;

/** A request that is not answered as asked. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }
}
