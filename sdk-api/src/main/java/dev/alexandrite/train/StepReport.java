package dev.alexandrite.train;

import java.util.Locale;

/**
 * One training step: one update of the optimiser, of the gradients of as many batches as {@link
 * Trainer#accumulate} says.
 *
 * @param step optimiser steps taken, this one included
 * @param epoch the epoch, from 0
 * @param batch the last batch of the step within the epoch, from 0
 * @param batchesPerEpoch batches an epoch
 * @param rows examples in the step
 * @param loss the mean loss of the step
 * @param learningRate the learning rate of the step
 * @param imagesPerSecond examples a second since the epoch began (in this process)
 * @param waitShare the part of that time spent waiting for data, in [0, 1]
 */
public record StepReport(
    long step,
    int epoch,
    int batch,
    int batchesPerEpoch,
    int rows,
    double loss,
    double learningRate,
    double imagesPerSecond,
    double waitShare) {
  /** One line, rounded; read by people, so epochs and batches count from 1 there. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "step %d, epoch %d, batch %d of %d: loss %.4f, learning rate %.3g, %.0f images a second,"
            + " %.0f %% of the time waiting",
        step,
        epoch + 1,
        batch + 1,
        batchesPerEpoch,
        loss,
        learningRate,
        imagesPerSecond,
        100 * waitShare);
  }
}
