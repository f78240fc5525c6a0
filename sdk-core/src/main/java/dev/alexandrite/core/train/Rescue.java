package dev.alexandrite.core.train;

import dev.alexandrite.train.TrainingListener;

/** What a run does before it fails: it saves its state, if that is whole, and says what remains. */
final class Rescue {
  private final CheckpointManager checkpoints;
  private final TrainingListener listeners;

  Rescue(CheckpointManager checkpoints, TrainingListener listeners) {
    this.checkpoints = checkpoints;
    this.listeners = listeners;
  }

  /**
   * Never throws: what goes wrong here is added to the failure as suppressed.
   *
   * @param failure why the run ends; it is thrown afterwards as it is
   * @param whole whether no step was left half done
   */
  void before(Throwable failure, Progress progress, boolean whole) {
    try {
      if (whole) {
        checkpoints.save(progress);
        checkpoints.unsaved().ifPresent(failure::addSuppressed);
      }
    } catch (Throwable another) { // an Error, too, must not take the place of the failure
      suppress(failure, another);
    }
    try {
      listeners.onWarning(checkpoints.remains(progress));
    } catch (Throwable another) {
      suppress(failure, another);
    }
  }

  private static void suppress(Throwable failure, Throwable another) {
    if (!another.equals(failure)) {
      failure.addSuppressed(another);
    }
  }
}
