package dev.alexandrite.train;

import java.nio.file.Path;

/**
 * Is told what a run does, on the training thread: what takes long here delays the training. An
 * exception from a listener ends the run.
 */
public interface TrainingListener {
  /**
   * The run is about to take its first step.
   *
   * @param memory what the run will need, see {@link MemoryReport}
   */
  default void onStart(MemoryReport memory) {}

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
}
