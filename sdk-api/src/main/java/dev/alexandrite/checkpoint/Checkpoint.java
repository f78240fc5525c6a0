package dev.alexandrite.checkpoint;

import dev.alexandrite.Engines;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A trained network on disk: a folder with {@code weights.safetensors}, {@code
 * optimizer.safetensors} and {@code manifest.json}, which is written last and makes it valid.
 *
 * @param path the folder
 * @param formatVersion the version of the format, 1 or 2; new checkpoints are of version 2
 * @param epoch finished epochs
 * @param step training steps taken
 * @param classNames the classes, in the order of the network's outputs
 * @param tensors every tensor and its checksum
 * @param provenance where it comes from
 */
public record Checkpoint(
    Path path,
    int formatVersion,
    int epoch,
    long step,
    List<String> classNames,
    List<TensorInfo> tensors,
    Provenance provenance) {
  /** Copies the lists. */
  public Checkpoint {
    classNames = List.copyOf(classNames);
    tensors = List.copyOf(tensors);
  }

  /**
   * Reads a checkpoint and checks every byte of it.
   *
   * @param path the folder of one checkpoint
   * @return its description
   * @throws dev.alexandrite.CheckpointException if it is damaged, incomplete, of an unknown version
   *     or no checkpoint; the message names file and tensor
   */
  public static Checkpoint open(Path path) {
    return Engines.load(CheckpointEngine.class).open(path);
  }

  /**
   * The latest checkpoint of a folder of checkpoints, by step.
   *
   * @param directory what {@code Trainer.checkpoints} was given
   * @return its description, empty if the folder is missing or has none
   * @throws dev.alexandrite.CheckpointException if the latest one is damaged
   */
  public static Optional<Checkpoint> latest(Path directory) {
    return Engines.load(CheckpointEngine.class).latest(directory);
  }
}
