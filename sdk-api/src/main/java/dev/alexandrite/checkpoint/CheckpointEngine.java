package dev.alexandrite.checkpoint;

import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.model.Recipe;
import java.nio.file.Path;
import java.util.Optional;

/** The reader behind {@link Checkpoint}. */
public interface CheckpointEngine {
  /**
   * Reads and checks a checkpoint.
   *
   * @param path the folder of one checkpoint
   * @return its description
   */
  Checkpoint open(Path path);

  /**
   * Reads and checks the latest checkpoint of a folder that is whole.
   *
   * @param directory the folder that holds checkpoints
   * @return its description, empty if there is none
   */
  Optional<Checkpoint> latest(Path directory);

  /**
   * Reads and checks the best checkpoint of a folder, as the latest whole one says.
   *
   * @param directory the folder that holds checkpoints
   * @return its description, empty if there is none
   */
  Optional<Checkpoint> best(Path directory);

  /**
   * The weights of a checkpoint. Nothing is read before the source is asked.
   *
   * @param path the folder of one checkpoint
   * @return the source
   */
  WeightSource weights(Path path);

  /**
   * The momentum of a checkpoint. Nothing is read before the source is asked.
   *
   * @param path the folder of one checkpoint
   * @return the source
   */
  WeightSource momentum(Path path);

  /**
   * The network and the pipeline of a checkpoint.
   *
   * @param path the folder of one checkpoint
   * @return both
   */
  Recipe recipe(Path path);

  /**
   * What the pipeline of a checkpoint learned.
   *
   * @param path the folder of one checkpoint
   * @return the statistics
   */
  DataStatistics statistics(Path path);
}
