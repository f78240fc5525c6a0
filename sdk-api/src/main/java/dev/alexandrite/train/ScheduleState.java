package dev.alexandrite.train;

import java.util.List;

/**
 * Where a run stands when a schedule is asked for the rate of the next step. A step is an update of
 * the optimiser, however many batches {@link Trainer#accumulate} gathers for it.
 *
 * @param step optimiser steps taken so far in the whole run
 * @param epoch the epoch of the next step, from 0
 * @param stepsPerEpoch optimiser steps an epoch
 * @param epochs epochs in the whole run
 * @param memory what the schedule itself keeps from epoch to epoch; saved in checkpoints
 */
public record ScheduleState(
    long step, int epoch, long stepsPerEpoch, int epochs, List<Double> memory) {
  /** Copies the memory. */
  public ScheduleState {
    memory = List.copyOf(memory);
  }

  /**
   * How far the run is.
   *
   * @return the part of all steps that is done, in [0, 1]
   */
  public double progress() {
    return Math.min(1.0, step / (double) Math.max(1, stepsPerEpoch * epochs));
  }
}
