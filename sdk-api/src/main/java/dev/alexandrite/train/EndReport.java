package dev.alexandrite.train;

import dev.alexandrite.CheckpointException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a run ended: the numbers of its {@link TrainingResult}.
 *
 * @param reason why it ended
 * @param step optimiser steps taken in the whole run
 * @param history the epochs finished, from the first, those before a resumption included
 * @param best the epoch that was judged best, if one was finished
 * @param checkpoint the last checkpoint, if a folder was given
 * @param bestCheckpoint the checkpoint of the best epoch, if a folder was given
 * @param restoredEpoch the epoch, counted from 0, whose weights the classifier has; empty if it has
 *     the last ones
 * @param unsaved why the last state is in the classifier alone; empty if it was written, or no
 *     folder was given
 */
public record EndReport(
    StopReason reason,
    long step,
    List<EpochReport> history,
    Optional<EpochReport> best,
    Optional<Path> checkpoint,
    Optional<Path> bestCheckpoint,
    OptionalInt restoredEpoch,
    Optional<CheckpointException> unsaved) {
  /** Copies the history. */
  public EndReport {
    history = List.copyOf(history);
  }

  /** One line; read by people, so epochs count from 1 there. */
  @Override
  public String toString() {
    return "ended ("
        + reason
        + ") after "
        + history.size()
        + " epochs and "
        + step
        + " steps"
        + best.map(report -> ", best epoch " + (report.epoch() + 1)).orElse("")
        + (restoredEpoch.isPresent() ? ", weights of epoch " + (restoredEpoch.getAsInt() + 1) : "")
        + checkpoint.map(path -> ", checkpoint " + path).orElse("")
        + unsaved.map(why -> ", the last state is not saved: " + why.getMessage()).orElse("");
  }
}
