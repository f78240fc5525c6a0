package dev.alexandrite.core.train;

import dev.alexandrite.core.checkpoint.CheckpointFolder;
import dev.alexandrite.core.checkpoint.CheckpointWriter;
import dev.alexandrite.train.CheckpointPolicy;
import dev.alexandrite.train.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the checkpoints of a run and deletes those that are no longer needed. */
final class CheckpointKeeper {
  private final @Nullable CheckpointPolicy policy;
  private final RunManifest manifest;
  private final ModelState model;
  private final TrainingListener audience;

  CheckpointKeeper(
      @Nullable CheckpointPolicy policy,
      RunManifest manifest,
      ModelState model,
      TrainingListener audience) {
    this.policy = policy;
    this.manifest = manifest;
    this.model = model;
    this.audience = audience;
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
    Path written =
        new CheckpointWriter(folder)
            .write(
                manifest.at(progress.toState()),
                model.savedWeights(),
                model.savedOptimizer(),
                model);
    folder.retain(policy.keep(), progress.bestStep());
    audience.onCheckpoint(written);
  }

  Optional<Path> latest() {
    return policy == null ? Optional.empty() : new CheckpointFolder(policy.directory()).latest();
  }

  /** The checkpoint of the best epoch. */
  Optional<Path> best(Progress progress) {
    return policy == null
        ? Optional.empty()
        : Optional.of(new CheckpointFolder(policy.directory()).of(progress.bestStep()))
            .filter(Files::exists);
  }
}
