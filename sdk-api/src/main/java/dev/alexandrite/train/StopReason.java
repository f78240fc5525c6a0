package dev.alexandrite.train;

/** Why a run ended. */
public enum StopReason {
  /** All epochs were trained. */
  COMPLETED,
  /** The early-stop rule ended it. */
  EARLY_STOP,
  /**
   * A listener ended it by {@link RunControl#stop()} or {@link StopTraining}; otherwise as after a
   * cancellation.
   */
  STOPPED,
  /**
   * The application or the user cancelled it, or the training thread was interrupted; a checkpoint
   * was written if a folder was given, unless {@link TrainingResult#unsaved()} says why not.
   */
  CANCELLED
}
