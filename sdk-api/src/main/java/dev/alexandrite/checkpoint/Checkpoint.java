package dev.alexandrite.checkpoint;

import dev.alexandrite.Engines;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.model.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A trained network on disk: a folder with {@code weights.safetensors} and {@code manifest.json},
 * which is written last and makes it valid, and from a training run {@code optimizer.safetensors}
 * as well.
 *
 * @param path the folder, or the archive that {@code Classifier.pack} wrote
 * @param formatVersion the version of the format, 1 or 2; new checkpoints are of version 2
 * @param epoch finished epochs; 0 for weights that come from elsewhere
 * @param step training steps taken; 0 for weights that come from elsewhere
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
   * @param path the folder of one checkpoint, or the archive that {@code Classifier.pack} wrote
   * @return its description
   * @throws dev.alexandrite.CheckpointException if it is damaged, incomplete, of an unknown version
   *     or no checkpoint; the message names file and tensor
   */
  public static Checkpoint open(Path path) {
    return Engines.load(CheckpointEngine.class).open(path);
  }

  /**
   * The latest checkpoint of a folder of checkpoints, by step, that is whole: the one that {@code
   * Trainer.resume} goes on from. Every byte of it is checked. A later one that is damaged is
   * passed over, which is logged as a warning that says why.
   *
   * @param directory what {@code Trainer.checkpoints} was given
   * @return its description, empty if the folder is missing or has none
   * @throws dev.alexandrite.CheckpointException if there are checkpoints and none is whole, or the
   *     latest is of a format that this release does not know
   */
  public static Optional<Checkpoint> latest(Path directory) {
    return Engines.load(CheckpointEngine.class).latest(directory);
  }

  /**
   * The best checkpoint of a folder of checkpoints: the one of the epoch that was judged best, as
   * {@linkplain #latest the latest one that is whole} says.
   *
   * @param directory what {@code Trainer.checkpoints} was given
   * @return its description, empty if the folder is missing, no epoch was finished, or the best one
   *     could not be written or was deleted
   * @throws dev.alexandrite.CheckpointException if that one is damaged, there are checkpoints and
   *     none is whole, or the latest is of a format that this release does not know
   */
  public static Optional<Checkpoint> best(Path directory) {
    return Engines.load(CheckpointEngine.class).best(directory);
  }

  /**
   * The trained weights as a source: what a classifier uses of this checkpoint, so running averages
   * in the place of the weights that they are of, and no optimiser state. It keeps no file open;
   * each tensor's checksum is compared when it has been read.
   *
   * @return the source, by the names and shapes of the network that was trained
   */
  public WeightSource weights() {
    return Engines.load(CheckpointEngine.class).weights(path);
  }

  /**
   * The optimiser's momentum as a source, as {@code Trainer.initialMomentum} takes it: a tensor for
   * every parameter, by the parameter's name. It keeps no file open; each tensor's checksum is
   * compared when it has been read.
   *
   * @return the source; when it is read, a checkpoint without momentum is refused: what {@code
   *     Classifier.save} wrote, or a run of another optimiser
   */
  public WeightSource momentum() {
    return Engines.load(CheckpointEngine.class).momentum(path);
  }

  /**
   * What was trained: the network, and the pipeline that its pictures went through. The manifest is
   * read for it, no weights.
   *
   * @return both, as {@code Trainer.of} and {@code Classifier.builder} take them
   * @throws dev.alexandrite.CheckpointException if the checkpoint is damaged or was removed
   */
  public Recipe recipe() {
    return Engines.load(CheckpointEngine.class).recipe(path);
  }

  /**
   * What the pipeline learned from the training images. Their checksums are compared.
   *
   * @return the statistics; {@linkplain DataStatistics#none zeros} if the pipeline needs none
   * @throws dev.alexandrite.CheckpointException if the checkpoint is damaged or was removed
   */
  public DataStatistics statistics() {
    return Engines.load(CheckpointEngine.class).statistics(path);
  }
}
