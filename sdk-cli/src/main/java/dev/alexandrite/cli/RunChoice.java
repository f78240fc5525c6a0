package dev.alexandrite.cli;

import dev.alexandrite.checkpoint.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which checkpoint stands for a run: that of the best epoch, or the last one if there is none of a
 * finished epoch.
 *
 * @param taken the checkpoint
 * @param last the run's last one
 * @param best whether the one that was taken is that of the best epoch
 */
record RunChoice(Checkpoint taken, Checkpoint last, boolean best) {
  /**
   * The choice, if a path is the folder of a run.
   *
   * @param path a run, a checkpoint, or anything else
   */
  static Optional<RunChoice> in(Path path) {
    if (!Files.isDirectory(path)) {
      return Optional.empty();
    }
    return Checkpoint.latest(path)
        .map(
            last ->
                Checkpoint.best(path)
                    .map(best -> new RunChoice(best, last, true))
                    .orElse(new RunChoice(last, last, false)));
  }

  /** Which one it is, for a note. */
  @Override
  public String toString() {
    return best
        ? taken.path() + " is taken, of epoch " + taken.epoch() + ", the best of the run"
        : taken.path() + " is taken, the last of the run, of which no best epoch is saved";
  }
}
