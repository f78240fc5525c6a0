package dev.alexandrite.core.devices;

/** Another device has failed, and nothing will come from it any more. */
final class BrokenLinksException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenLinksException() {
    super("another device has failed");
  }
}
