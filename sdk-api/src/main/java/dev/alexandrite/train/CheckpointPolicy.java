package dev.alexandrite.train;

import java.nio.file.Path;

/**
 * When checkpoints are written and which are kept. A run owns their folder from before its first
 * step to its end, by a lock on the file {@code .lock} in it that ends with the process: a second
 * run there is refused. In the folder, only what Alexandrite wrote is ever deleted, and no link is
 * followed for it.
 *
 * @param directory the folder that holds them, one sub-folder each
 * @param everySteps optimiser steps from one to the next within an epoch; 0 for the ends of epochs
 *     only
 * @param keep how many of the latest are kept, at least 1; the best one is kept as well, and the
 *     last that training has gone on from
 * @param resume whether to go on from the latest one that is whole, if there are any
 */
public record CheckpointPolicy(Path directory, long everySteps, int keep, boolean resume) {
  /**
   * Checks the options.
   *
   * @throws dev.alexandrite.TrainingException if an option is out of range
   */
  public CheckpointPolicy {
    Checks.atLeast("checkpointEvery: steps", 0, everySteps);
    Checks.atLeast("keepCheckpoints", 1, keep);
  }
}
