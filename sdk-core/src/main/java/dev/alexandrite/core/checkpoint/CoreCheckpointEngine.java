package dev.alexandrite.core.checkpoint;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.CheckpointEngine;
import java.nio.file.Path;
import java.util.Optional;

/** Reads checkpoints for the api. */
public final class CoreCheckpointEngine implements CheckpointEngine {
  /** Does nothing, as the service loader expects. */
  public CoreCheckpointEngine() {}

  @Override
  public Checkpoint open(Path path) {
    return new CheckpointReader(path).verify();
  }

  @Override
  public Optional<Checkpoint> latest(Path directory) {
    return new CheckpointFolder(directory).latest().map(this::open);
  }
}
