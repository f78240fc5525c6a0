package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.spi.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes checkpoints so that none is ever half there: into an unfinished folder, forced to the
 * device, the manifest last, compared with what was meant, then renamed in one step.
 */
public final class CheckpointWriter {
  static final String WEIGHTS = "weights.safetensors";
  static final String OPTIMIZER = "optimizer.safetensors";

  private final CheckpointFolder folder;
  private final CheckpointStorage storage;
  private @Nullable TrainingState written;

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
   * Writes a checkpoint, unless it was this writer's last one already. Whatever else has its name
   * makes way for it.
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
    TrainingState state = manifest.state();
    Path target = folder.of(state.updates());
    if (state.equals(written) && Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      return target;
    }
    UnfinishedFolder unfinished;
    try {
      Path path = folder.free(CheckpointFolder.Leftover.UNFINISHED, target);
      unfinished = new UnfinishedFolder(storage, path);
    } catch (IOException e) {
      throw failure(target, e);
    }
    boolean committed = false;
    try {
      List<FileRecord> files =
          List.of(
              unfinished.write(WEIGHTS, weights, values),
              unfinished.write(OPTIMIZER, optimizer, values));
      unfinished.seal(encode(manifest.files(files)), files);
      commit(unfinished, target);
      committed = true;
    } catch (IOException e) {
      throw failure(target, e);
    } finally {
      if (!committed) {
        unfinished.discard();
      }
    }
    written = state;
    return target;
  }

  /** What has the name already is not deleted before the checkpoint is there. */
  private void commit(UnfinishedFolder unfinished, Path target) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      unfinished.commit(target);
      return;
    }
    Path aside = folder.free(CheckpointFolder.Leftover.ASIDE, target);
    storage.commit(target, aside);
    boolean committed = false;
    try {
      unfinished.commit(target);
      committed = true;
    } finally {
      if (!committed) {
        storage.commit(aside, target);
      }
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
    return new CheckpointException(
        "checkpoint "
            + target
            + " could not be written: "
            + cause
            + "; "
            + older().map(path -> path + " is untouched").orElse("there is no older one")
            + "; "
            + DiskTrouble.remedy(folder.path(), cause),
        cause);
  }

  private Optional<Path> older() {
    try {
      return folder.latest();
    } catch (CheckpointException e) {
      return Optional.empty(); // the folder cannot be listed; why it cannot be written says more
    }
  }
}
