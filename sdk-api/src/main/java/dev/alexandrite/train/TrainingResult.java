package dev.alexandrite.train;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.classify.Classifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run leaves behind. It holds the memory of its classifier, and of a backend, until it is
 * closed.
 *
 * @param classifier the trained network, averaged weights if averaging was on: the same one at
 *     every call, closed with the result; {@link Classifier#save} writes it where no folder was
 *     given
 * @param history the epochs finished, from the first, those before a resumption included; the last
 *     and the best have their confusion counts
 * @param best the epoch that was judged best, see {@link EarlyStop#monitor}, if one was finished
 * @param checkpoint the last checkpoint, if a folder was given
 * @param bestCheckpoint the checkpoint of the best epoch, if a folder was given
 * @param unsaved why the last state is in the classifier alone and {@code checkpoint}, if any, is
 *     an older one; empty if it was written, or no folder was given
 * @param initialWeights what became of the weights that the run was given; empty if it was given
 *     none, or was resumed
 * @param restoredEpoch the epoch, counted from 0, whose weights the classifier has, see {@link
 *     EarlyStop#restoreBest}; empty if it has the last ones
 * @param reason why the run ended
 */
public record TrainingResult(
    Classifier classifier,
    List<EpochReport> history,
    Optional<EpochReport> best,
    Optional<Path> checkpoint,
    Optional<Path> bestCheckpoint,
    Optional<CheckpointException> unsaved,
    Optional<WeightReport> initialWeights,
    OptionalInt restoredEpoch,
    StopReason reason)
    implements AutoCloseable {
  /** Copies the history. */
  public TrainingResult {
    history = List.copyOf(history);
  }

  /**
   * Closes the classifier and with it the backend that the run computed on. Closing either of them
   * twice is fine.
   */
  @Override
  public void close() {
    classifier.close();
  }

  /** One line. */
  @Override
  public String toString() {
    return reason
        + " after "
        + history.size()
        + " epochs"
        + best.map(report -> ", best of them " + report).orElse("")
        + checkpoint.map(path -> ", checkpoint " + path).orElse("")
        + bestCheckpoint.map(path -> ", of the best " + path).orElse("")
        + unsaved.map(why -> ", the last state is not saved: " + why.getMessage()).orElse("");
  }
}
