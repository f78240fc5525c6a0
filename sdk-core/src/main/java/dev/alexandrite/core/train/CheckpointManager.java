package dev.alexandrite.core.train;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.core.checkpoint.RunFolder;
import dev.alexandrite.train.CheckpointPolicy;
import dev.alexandrite.train.TrainingListener;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the checkpoints of a run and deletes those that are no longer needed. A disk that refuses
 * one costs a warning, not the run: what was learned is worth more than its copy.
 */
final class CheckpointManager {
  private final @Nullable CheckpointPolicy policy;
  private final @Nullable RunFolder folder;
  private final RunManifest manifest;
  private final ModelState model;
  private final TrainingListener listeners;
  private Optional<CheckpointException> unsaved = Optional.empty();

  CheckpointManager(
      @Nullable CheckpointPolicy policy,
      @Nullable RunFolder folder,
      RunManifest manifest,
      ModelState model,
      TrainingListener listeners) {
    this.policy = policy;
    this.folder = folder;
    this.manifest = manifest;
    this.model = model;
    this.listeners = listeners;
  }

  /** Whether a checkpoint is due within an epoch. */
  boolean due(long step) {
    return policy != null && policy.everySteps() > 0 && step % policy.everySteps() == 0;
  }

  /** Writes a checkpoint, unless the run has no folder for them. */
  void save(Progress progress) {
    if (policy == null || folder == null) {
      return;
    }
    Path written;
    try {
      written = write(folder, progress);
      unsaved = Optional.empty();
    } catch (CheckpointException e) {
      unsaved = Optional.of(e);
      listeners.onWarning(
          e.getMessage() + "; the run does not end for it, and its next checkpoint tries again");
      return;
    }
    listeners.onCheckpoint(written);
    folder.rotate(policy.keep(), progress.step(), progress.bestStep());
  }

  private Path write(RunFolder folder, Progress progress) {
    return folder.write(
        manifest.at(progress.toState()), model.savedWeights(), model.savedOptimizer(), model);
  }

  /** Why the last state could not be saved; empty if it was, or was not meant to be. */
  Optional<CheckpointException> unsaved() {
    return unsaved;
  }

  /** The latest checkpoint; none if the folder cannot be read, which is no reason to fail now. */
  Optional<Path> latest() {
    if (folder == null) {
      return Optional.empty();
    }
    try {
      return folder.latest();
    } catch (CheckpointException e) {
      listeners.onWarning(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** The checkpoint of the best epoch. */
  Optional<Path> best(Progress progress) {
    return folder == null ? Optional.empty() : folder.of(progress.bestStep());
  }
}
