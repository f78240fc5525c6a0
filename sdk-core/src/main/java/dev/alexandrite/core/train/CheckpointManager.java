package dev.alexandrite.core.train;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.core.checkpoint.CheckpointFolder;
import dev.alexandrite.core.checkpoint.CheckpointWriter;
import dev.alexandrite.train.CheckpointPolicy;
import dev.alexandrite.train.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the checkpoints of a run and deletes those that are no longer needed. A disk that refuses
 * one costs a warning, not the run: what was learned is worth more than its copy.
 */
final class CheckpointManager {
  private final @Nullable CheckpointPolicy policy;
  private final RunManifest manifest;
  private final ModelState model;
  private final TrainingListener listeners;
  private Optional<CheckpointException> unsaved = Optional.empty();

  CheckpointManager(
      @Nullable CheckpointPolicy policy,
      RunManifest manifest,
      ModelState model,
      TrainingListener listeners) {
    this.policy = policy;
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
    if (policy == null) {
      return;
    }
    CheckpointFolder folder = new CheckpointFolder(policy.directory());
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
    try {
      folder.retain(policy.keep(), progress.bestStep());
    } catch (CheckpointException e) {
      listeners.onWarning(String.valueOf(e.getMessage()));
    }
  }

  private Path write(CheckpointFolder folder, Progress progress) {
    return new CheckpointWriter(folder)
        .write(
            manifest.at(progress.toState()), model.savedWeights(), model.savedOptimizer(), model);
  }

  /** Why the last state could not be saved; empty if it was, or was not meant to be. */
  Optional<CheckpointException> unsaved() {
    return unsaved;
  }

  /** The latest checkpoint; none if the folder cannot be read, which is no reason to fail now. */
  Optional<Path> latest() {
    if (policy == null) {
      return Optional.empty();
    }
    try {
      return new CheckpointFolder(policy.directory()).latest();
    } catch (CheckpointException e) {
      listeners.onWarning(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** The checkpoint of the best epoch. */
  Optional<Path> best(Progress progress) {
    return policy == null
        ? Optional.empty()
        : Optional.of(new CheckpointFolder(policy.directory()).of(progress.bestStep()))
            .filter(Files::exists);
  }
}
