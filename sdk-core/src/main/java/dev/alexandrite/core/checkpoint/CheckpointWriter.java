package dev.alexandrite.core.checkpoint;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.spi.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes checkpoints so that none is ever half there: into an unfinished folder, forced to the
 * device, the manifest last, then renamed in one step.
 */
public final class CheckpointWriter {
  static final String WEIGHTS = "weights.safetensors";
  static final String OPTIMIZER = "optimizer.safetensors";

  /** Where a checkpoint of the same step waits for the new one. */
  private static final String OLD = CheckpointFolder.UNFINISHED_PREFIX + "old";

  private final CheckpointFolder folder;
  private final CheckpointStorage storage;

  /**
   * Writes to disk.
   *
   * @param folder the folder that holds the checkpoints; created if missing
   */
  public CheckpointWriter(CheckpointFolder folder) {
    this(folder, new DiskStorage());
  }

  CheckpointWriter(CheckpointFolder folder, CheckpointStorage storage) {
    this.folder = folder;
    this.storage = storage;
  }

  /**
   * Refuses what cannot be written, before any time is spent on training.
   *
   * @param manifest the manifest as it is known before the first step
   * @throws CheckpointException if the manifest has no JSON form
   */
  public static void requireWritable(Manifest manifest) {
    encode(manifest);
  }

  /**
   * Writes a checkpoint, which takes the place of another one of the same step.
   *
   * @param manifest its content, without the files
   * @param weights the tensors that a classifier needs
   * @param optimizer the tensors that only a resumed run needs
   * @param values where their values come from
   * @return the checkpoint's folder
   * @throws CheckpointException if it cannot be written; older checkpoints are untouched
   */
  public Path write(
      Manifest manifest,
      List<TensorSpec> weights,
      List<TensorSpec> optimizer,
      TensorSource values) {
    long step = manifest.state().updates();
    Path target = folder.of(step);
    Path unfinished = folder.unfinished(step);
    try {
      Files.createDirectories(folder.path());
      folder.deleteUnfinished();
      UnfinishedFolder written = new UnfinishedFolder(storage, unfinished);
      List<FileRecord> files =
          List.of(
              written.write(WEIGHTS, weights, values), written.write(OPTIMIZER, optimizer, values));
      if (Files.exists(target)) {
        Files.move(target, folder.unfinished(step).resolveSibling(OLD), ATOMIC_MOVE);
      }
      written.commit(encode(manifest.files(files)), target);
      folder.deleteUnfinished();
      return target;
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  private static byte[] encode(Manifest manifest) {
    try {
      return ManifestFile.write(manifest);
    } catch (JsonException e) {
      throw new CheckpointException(
          "this run cannot be saved: "
              + e.getMessage()
              + "; train without checkpoints(...), or correct the option",
          e);
    }
  }

  private CheckpointException failure(Path target, IOException cause) {
    CheckpointException failure =
        new CheckpointException(
            "checkpoint "
                + target
                + " could not be written: "
                + cause
                + "; "
                + folder
                    .latest()
                    .map(path -> path + " is untouched")
                    .orElse("there is no older one")
                + ". Free disk space or check the folder's permissions",
            cause);
    try {
      folder.deleteUnfinished();
    } catch (CheckpointException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }
}
