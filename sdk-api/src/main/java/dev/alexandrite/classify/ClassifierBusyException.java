package dev.alexandrite.classify;

import dev.alexandrite.AlexandriteException;

/** Every arena of a classifier is in use, and it was told to refuse rather than wait. */
public final class ClassifierBusyException extends AlexandriteException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message how many calls are in progress and what to do
   */
  public ClassifierBusyException(String message) {
    super(message);
  }
}
