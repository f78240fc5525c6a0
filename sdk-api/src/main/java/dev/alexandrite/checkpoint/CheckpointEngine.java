package dev.alexandrite.checkpoint;

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
   * Reads and checks the latest checkpoint of a folder.
   *
   * @param directory the folder that holds checkpoints
   * @return its description, empty if there is none
   */
  Optional<Checkpoint> latest(Path directory);
}
