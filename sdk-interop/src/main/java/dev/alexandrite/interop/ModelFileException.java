package dev.alexandrite.interop;

import dev.alexandrite.CheckpointException;

/**
 * A file of another tool that cannot be read or written: damaged, hostile, of a kind that is not
 * supported, or in need of an option. The message names file, place, cause and remedy.
 */
public class ModelFileException extends CheckpointException {
  private static final long serialVersionUID = 1;

  /**
   * An error with a message.
   *
   * @param message what was found, what was expected and what to do
   */
  public ModelFileException(String message) {
    super(message);
  }

  /**
   * An error with a cause.
   *
   * @param message what was found, what was expected and what to do
   * @param cause what was thrown below
   */
  public ModelFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
