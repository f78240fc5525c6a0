package dev.alexandrite.core.checkpoint;

import dev.alexandrite.spi.TensorSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A checkpoint before it is one: files are forced to the device, the manifest comes last, then the
 * folder is renamed in one step.
 */
final class UnfinishedFolder {
  private final CheckpointStorage storage;
  private final Path path;

  /** Creates the folder, which must not exist; folders above it are created if missing. */
  UnfinishedFolder(CheckpointStorage storage, Path path) throws IOException {
    this.storage = storage;
    this.path = path;
    Files.createDirectories(path.toAbsolutePath().getParent());
    Files.createDirectory(path);
  }

  FileRecord write(String file, List<TensorSpec> tensors, TensorSource values) throws IOException {
    try (OutputStream out = storage.create(path.resolve(file))) {
      return SafetensorsWriter.write(file, out, tensors, values);
    }
  }

  /**
   * Writes the manifest, and compares what lies there now with what was written: the length of
   * every file and every byte of the manifest. The bytes of the tensors are not read again; they
   * would come from the cache of the operating system, and tell nothing of the device.
   */
  void seal(byte[] manifest, List<FileRecord> files) throws IOException {
    Path manifestFile = path.resolve(ManifestFile.NAME);
    try (OutputStream out = storage.create(manifestFile)) {
      out.write(manifest);
    }
    for (FileRecord file : files) {
      long found = Files.size(path.resolve(file.name()));
      if (found != file.bytes()) {
        throw new IOException(
            file.name() + " has " + found + " bytes after " + file.bytes() + " were written");
      }
    }
    if (!Arrays.equals(manifest, Files.readAllBytes(manifestFile))) {
      throw new IOException(ManifestFile.NAME + " has other bytes than were written");
    }
  }

  /** Renames the folder. */
  void commit(Path target) throws IOException {
    storage.commit(path, target);
  }

  /** Deletes what was written, where nothing can be committed. What failed before matters more. */
  void discard() {
    try {
      CheckpointDeletion.delete(path);
    } catch (IOException e) {
      System.getLogger(UnfinishedFolder.class.getName())
          .log(System.Logger.Level.WARNING, "what was saved in part cannot be deleted: " + e, e);
    }
  }
}
