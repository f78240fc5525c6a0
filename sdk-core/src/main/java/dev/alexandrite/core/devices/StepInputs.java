package dev.alexandrite.core.devices;

import dev.alexandrite.spi.RunState;

/** One batch for all devices, written by the training thread while they wait. */
public final class StepInputs {
  /** {@code float32[rows, C, H, W]}. */
  public float[] images = {};

  /** {@code float32[rows]}. */
  public float[] labels = {};

  /** Rows, counters and scalars of the whole batch. */
  public final RunState state = new RunState();

  /** Whether gathered gradients are used after this batch. */
  public boolean updateDue;

  /** Inputs of no batch yet. */
  public StepInputs() {}

  /** Copies what does not depend on the rows. */
  void copyScalars(RunState to) {
    to.batch = state.batch;
    to.epoch = state.epoch;
    to.updates = state.updates;
    to.seed = state.seed;
    to.learningRate = state.learningRate;
    to.gradientScale = state.gradientScale;
  }
}
