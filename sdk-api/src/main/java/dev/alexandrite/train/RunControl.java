package dev.alexandrite.train;

import dev.alexandrite.classify.Inspector;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a {@link TrainingListener} may ask of the run it listens to, from {@link
 * TrainingListener#onStart} until the run has ended. What nobody asks for costs nothing.
 */
public interface RunControl {
  /**
   * What the run is made of, such as its network, its validation data and the number of its epochs.
   * Any thread may call it.
   *
   * @return everything that {@link Trainer} was told
   */
  TrainingConfig config();

  /**
   * Where the run begins.
   *
   * @return the checkpoint that it goes on from; empty if it begins afresh. It may be rotated away
   *     later in the run
   */
  Optional<Path> resumedFrom();

  /**
   * Where the run stands. For the training thread, in a method of the listener.
   *
   * @return optimiser steps taken so far, those before a resumption included; as {@link
   *     StepReport#step()} counts them
   */
  long step();

  /**
   * Asks the run to end after the step it is in, as {@link TrainingRun#cancel()} does: if it has a
   * folder for checkpoints, it writes one first, from which {@link Trainer#resume()} goes on
   * exactly. The result says {@link StopReason#STOPPED}. Any thread may call it.
   */
  void stop();

  /**
   * Asks for a checkpoint after the step that the run is in. Any thread may call it. When {@link
   * TrainingListener#onEnd} is told, the last step is over and nothing more is written; save the
   * result's classifier instead.
   *
   * @throws dev.alexandrite.TrainingException if the run has no folder for checkpoints
   */
  void checkpoint();

  /**
   * Copies the values of a parameter, or of a running statistic, as they are now. For the listener
   * itself, while it is told something.
   *
   * @param name its name, such as {@code conv1.weight}, see {@link
   *     dev.alexandrite.model.Network#parameters()}
   * @return row-major values, {@code [O, I, H, W]} for a convolution; a copy
   * @throws dev.alexandrite.TrainingException if the network has none of that name
   * @throws IllegalStateException if it is called by another thread, or after the run
   */
  float[] parameter(String name);

  /**
   * Looks inside the network with the weights of now: the averaged ones, as validation does, if
   * {@link Trainer#averageWeights} is on. For the listener itself, while it is told something. The
   * memory that it takes is not part of the {@link MemoryReport}.
   *
   * @return the same each time
   * @throws IllegalStateException if it is used by another thread, or after the run
   */
  Inspector inspector();
}
