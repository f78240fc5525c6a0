package dev.alexandrite.classify;

import dev.alexandrite.AlexandriteException;

/**
 * A call was not computed, since every place of a classifier was taken: it was told to refuse
 * rather than wait, as many calls as may wait did so, or the call has waited as long as it may or
 * until it was interrupted. The same call can be made again later.
 */
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
