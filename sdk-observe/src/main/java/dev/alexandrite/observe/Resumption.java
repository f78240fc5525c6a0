package dev.alexandrite.observe;

import dev.alexandrite.TrainingException;
import dev.alexandrite.train.CheckpointPolicy;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.RunControl;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a run goes on, as far as a record of it is concerned.
 *
 * @param step the steps that are behind it
 * @param epochs the epochs that are behind it, from the first
 * @param asked whether the application asked for a resumption; a run that was killed before its
 *     first checkpoint is then begun again, and its record with it
 */
record Resumption(long step, List<EpochReport> epochs, boolean asked) {
  static Resumption of(RunControl run) {
    CheckpointPolicy policy = run.config().checkpoints();
    return new Resumption(
        run.step(),
        run.resumedFrom().map(EpochReport::history).orElse(List.of()),
        policy != null && policy.resume());
  }

  /** Whether an epoch counts: it is finished, and is one of the same run. */
  boolean has(int epoch) {
    return epoch >= 0 && epoch < epochs.size();
  }

  /** A record of another run is neither gone on with nor lost. */
  void requireLeave(Path file) {
    if (!asked) {
      throw new TrainingException(
          file
              + " is there already, and this run begins afresh; give the listener another file,"
              + " move that one away, or go on with its run by Trainer.resume()");
    }
  }

  static TrainingException otherOrigin(Path file, String found, String expected) {
    return new TrainingException(
        file
            + " is no record of this run: found "
            + found
            + ", expected "
            + expected
            + "; give the listener another file, or move that one away");
  }
}
