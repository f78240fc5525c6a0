package dev.alexandrite.train;

import dev.alexandrite.AlexandriteException;

/**
 * What a listener throws to end the run, from code that {@link RunControl} does not reach. It does
 * what {@link RunControl#stop()} does: the run takes the step that it is in to its end, writes a
 * checkpoint if it has a folder, and its result says {@link StopReason#STOPPED}. Other listeners
 * are told what they would have been told. Thrown anywhere else, it is a failure like any other.
 */
public final class StopTraining extends AlexandriteException {
  private static final long serialVersionUID = 1L;

  /**
   * Ends the run.
   *
   * @param reason why, for the log
   */
  public StopTraining(String reason) {
    super(reason);
  }
}
