package dev.alexandrite.core.data;

import dev.alexandrite.DataException;

/**
 * A file that is no image, or none that is read. The message ends with what is wrong; whoever knows
 * where the file comes from adds what to do about it.
 */
final class BadImageException extends DataException {
  private static final long serialVersionUID = 1L;

  BadImageException(String name, String problem) {
    super("image " + name + ": " + problem);
  }

  BadImageException(String name, String problem, Exception cause) {
    super("image " + name + ": " + problem + " (" + reason(cause) + ")", cause);
  }

  private static String reason(Exception cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /** The same, with a remedy. */
  DataException with(String remedy) {
    return new DataException(getMessage() + "; " + remedy, this);
  }
}
