package dev.alexandrite.train;

import java.nio.file.Path;

/**
 * Is told what a run does, on the training thread: what takes long here delays the training. An
 * exception from a listener ends the run; {@link StopTraining} ends it as planned. The last that it
 * hears is {@link #onEnd} or {@link #onFailure}.
 */
public interface TrainingListener {
  /**
   * The run is about to take its first step.
   *
   * @param run by which the listener may stop the run or look at its weights, now and whenever it
   *     is told something
   * @param memory what the run will need, see {@link MemoryReport}
   */
  default void onStart(RunControl run, MemoryReport memory) {}

  /**
   * A step was taken.
   *
   * @param report the step
   */
  default void onStep(StepReport report) {}

  /**
   * An epoch was finished and validated.
   *
   * @param report the epoch
   */
  default void onEpoch(EpochReport report) {}

  /**
   * A checkpoint is complete on disk.
   *
   * @param checkpoint its directory
   */
  default void onCheckpoint(Path checkpoint) {}

  /**
   * Something deserves attention: training waits for data, the loss does not fall, or a checkpoint
   * could not be written.
   *
   * @param message the finding, its numbers and the remedy
   */
  default void onWarning(String message) {}

  /**
   * The run has ended, as planned or because somebody asked for it, and its result is about to be
   * returned.
   *
   * @param report the result's numbers and the reason
   */
  default void onEnd(EndReport report) {}

  /**
   * The run has failed; {@link Trainer#fit()} is about to throw. It may not even have started. What
   * a listener throws here is added to the failure as suppressed.
   *
   * @param failure what will be thrown
   */
  default void onFailure(Throwable failure) {}
}
