package dev.alexandrite.core.checkpoint;

import dev.alexandrite.SafeText;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.CheckpointEngine;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.model.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Reads checkpoints for the api. */
public final class CoreCheckpointEngine implements CheckpointEngine {
  /** Does nothing, as the service loader expects. */
  public CoreCheckpointEngine() {}

  @Override
  public Checkpoint open(Path path) {
    return new CheckpointReader(path).verify(path);
  }

  @Override
  public Optional<Checkpoint> latest(Path directory) {
    return newestGood(directory, this::open);
  }

  @Override
  public Optional<Checkpoint> best(Path directory) {
    CheckpointFolder folder = new CheckpointFolder(directory);
    Optional<Judge> judge = newestGood(directory, Judge::read);
    if (judge.isEmpty()) {
      return Optional.empty();
    }
    Path best = folder.of(judge.get().bestStep);
    return best.equals(judge.get().checkpoint.path())
        ? Optional.of(judge.get().checkpoint)
        : Optional.of(best).filter(Files::exists).map(this::open);
  }

  /** A whole checkpoint, and which one it says is the best. */
  private record Judge(Checkpoint checkpoint, long bestStep) {
    static Judge read(Path path) {
      CheckpointReader reader = new CheckpointReader(path);
      return new Judge(reader.verify(path), reader.manifest().state().bestStep());
    }
  }

  private static <T> Optional<T> newestGood(Path directory, Function<Path, T> reader) {
    System.Logger log = System.getLogger(CoreCheckpointEngine.class.getName());
    return new NewestGood(
            new CheckpointFolder(directory),
            (path, message) -> log.log(System.Logger.Level.WARNING, SafeText.message(message)))
        .read(reader);
  }

  @Override
  public WeightSource weights(Path path) {
    return CheckpointWeights.trained(path);
  }

  @Override
  public WeightSource momentum(Path path) {
    return CheckpointWeights.momentum(path);
  }

  @Override
  public Recipe recipe(Path path) {
    return new CheckpointReader(path).recipe();
  }

  @Override
  public DataStatistics statistics(Path path) {
    return new CheckpointReader(path).statistics();
  }
}
