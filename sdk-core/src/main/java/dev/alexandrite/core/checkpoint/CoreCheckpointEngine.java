package dev.alexandrite.core.checkpoint;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.CheckpointEngine;
import dev.alexandrite.checkpoint.WeightSource;
import java.nio.file.Files;
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

  @Override
  public Optional<Checkpoint> best(Path directory) {
    CheckpointFolder folder = new CheckpointFolder(directory);
    return folder
        .latest()
        .map(latest -> folder.of(new CheckpointReader(latest).manifest().state().bestStep()))
        .filter(Files::exists)
        .map(this::open);
  }

  @Override
  public WeightSource weights(Path path) {
    return new CheckpointWeights(path);
  }
}
