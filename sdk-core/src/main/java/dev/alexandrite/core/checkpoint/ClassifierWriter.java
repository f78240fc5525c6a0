package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.spi.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Writes a classifier as a checkpoint of its own: a whole one, or none. */
public final class ClassifierWriter {
  /** Other than that of a run, which deletes what an earlier one left unfinished. */
  private static final String UNFINISHED_PREFIX = ".saving-";

  private final Path target;
  private final CheckpointStorage storage;

  /**
   * Writes to disk.
   *
   * @param target the folder to write
   */
  public ClassifierWriter(Path target) {
    this(target, new DiskStorage());
  }

  ClassifierWriter(Path target, CheckpointStorage storage) {
    this.target = target;
    this.storage = storage;
  }

  /**
   * Writes the checkpoint.
   *
   * @param manifest its content, without the files
   * @param weights the tensors
   * @param values where their values come from
   * @throws CheckpointException if the folder exists or cannot be written
   */
  public void write(SavedManifest manifest, List<TensorSpec> weights, TensorSource values) {
    Path unfinished = requireFree();
    UnfinishedFolder folder;
    try {
      folder = new UnfinishedFolder(storage, unfinished);
    } catch (IOException e) {
      throw failure(e);
    }
    boolean committed = false;
    try {
      List<FileRecord> files = List.of(folder.write(CheckpointWriter.WEIGHTS, weights, values));
      folder.seal(ManifestFile.write(manifest.files(files)), files);
      folder.commit(target);
      committed = true;
    } catch (IOException e) {
      throw failure(e);
    } finally {
      if (!committed) {
        folder.discard();
      }
    }
  }

  /** The folder to write first. */
  private Path requireFree() {
    Path name = target.getFileName();
    boolean named = name != null && !name.toString().isEmpty();
    if (!named || Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw refusal(
          "there is something of that name, which is not overwritten; give the name of a folder"
              + " that does not exist, or delete what is there first");
    }
    Path unfinished = target.resolveSibling(UNFINISHED_PREFIX + name);
    if (Files.exists(unfinished, LinkOption.NOFOLLOW_LINKS)) {
      throw refusal(
          unfinished
              + " is there, left by a process that was killed while it saved, or in use by one that"
              + " still saves; wait for it, or delete that folder");
    }
    return unfinished;
  }

  private CheckpointException refusal(String reason) {
    return new CheckpointException(
        "the classifier cannot be saved to " + target.toAbsolutePath() + ": " + reason);
  }

  private CheckpointException failure(IOException cause) {
    return new CheckpointException(
        "the classifier could not be saved to "
            + target.toAbsolutePath()
            + ": "
            + cause
            + "; "
            + DiskTrouble.remedy(target, cause),
        cause);
  }
}
