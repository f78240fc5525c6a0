package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.spi.TensorSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes a classifier as a checkpoint of its own, a folder or an archive: a whole one, or none. */
public final class ClassifierWriter {
  /** Other than that of a run, which deletes what an earlier one left unfinished. */
  private static final String UNFINISHED_PREFIX = ".saving-";

  private final Path target;
  private final CheckpointStorage storage;

  /**
   * Writes to disk.
   *
   * @param target the folder or the archive to write
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

  /**
   * Writes the checkpoint as an archive. Its manifest comes first, so that a stream can be read in
   * order, and has the checksums of the weights; so these are gone through twice.
   *
   * @param manifest its content, without the files
   * @param weights the tensors
   * @param values where their values come from, the same ones each time
   * @throws CheckpointException if the file exists or cannot be written
   */
  public void pack(SavedManifest manifest, List<TensorSpec> weights, TensorSource values) {
    Path unfinished = requireFree();
    boolean written = false;
    try {
      ArchiveWriter archive = ArchiveWriter.measure(manifest, weights, values);
      Files.createDirectories(unfinished.toAbsolutePath().getParent());
      try (OutputStream out = storage.create(unfinished)) {
        written = true;
        archive.write(out);
      }
      storage.commit(unfinished, target);
      written = false;
    } catch (IOException e) {
      throw failure(e);
    } finally {
      if (written) { // and not renamed
        discard(unfinished);
      }
    }
  }

  private static void discard(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      System.getLogger(ClassifierWriter.class.getName())
          .log(System.Logger.Level.WARNING, "what was packed in part cannot be deleted: " + e, e);
    }
  }

  /** The folder or file to write first. */
  private Path requireFree() {
    Path name = target.getFileName();
    boolean named = name != null && !name.toString().isEmpty();
    if (!named || Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw refusal(
          "there is something of that name, which is not overwritten; give a name that does not"
              + " exist, or delete what is there first");
    }
    Path unfinished = target.resolveSibling(UNFINISHED_PREFIX + name);
    if (Files.exists(unfinished, LinkOption.NOFOLLOW_LINKS)) {
      throw refusal(
          unfinished
              + " is there, last written to at "
              + lastWritten(unfinished)
              + ", left by a process that was killed while it saved, or in use by one that still"
              + " saves; wait for it, or delete what it left");
    }
    return unfinished;
  }

  /** Tells what was left long ago from what is being written. */
  private static String lastWritten(Path unfinished) {
    try {
      return Files.getLastModifiedTime(unfinished, LinkOption.NOFOLLOW_LINKS)
          .toInstant()
          .truncatedTo(ChronoUnit.SECONDS)
          .toString();
    } catch (IOException e) {
      return "an unknown time";
    }
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
