package dev.alexandrite.core.checkpoint;

import java.util.List;

/**
 * Where a run stands: counters only, from which data order, random numbers and rates follow.
 *
 * @param epoch finished epochs
 * @param batch finished batches of the epoch in progress
 * @param step batches trained in the whole run
 * @param updates optimiser updates in the whole run
 * @param epochLoss the sum of the losses of the epoch's examples so far
 * @param epochWeight the sum of their weights, their number where classes weigh the same
 * @param scheduleMemory what the schedule remembers
 * @param best the epoch of the lowest error, counted from 0; -1 before the first
 * @param bestError the lowest error
 * @param bestStep the step at the end of that epoch
 * @param stopError the error that the early stop waits to see improved
 * @param epochsWaited epochs since that error
 * @param history the finished epochs
 */
public record TrainingState(
    int epoch,
    int batch,
    long step,
    long updates,
    double epochLoss,
    double epochWeight,
    List<Double> scheduleMemory,
    int best,
    double bestError,
    long bestStep,
    double stopError,
    int epochsWaited,
    List<EpochSummary> history) {
  /** Copies the lists, and checks that the counters belong together. */
  public TrainingState {
    scheduleMemory = List.copyOf(scheduleMemory);
    history = List.copyOf(history);
    if (epoch < 0 || batch < 0 || step < 0 || updates < 0 || epoch != history.size()) {
      throw new IllegalArgumentException(
          "epoch " + epoch + " of " + history.size() + ", batch " + batch + ", step " + step);
    }
    for (int i = 0; i < epoch; i++) {
      if (history.get(i).epoch() != i) {
        throw new IllegalArgumentException("epoch " + history.get(i).epoch() + " at place " + i);
      }
    }
  }
}
