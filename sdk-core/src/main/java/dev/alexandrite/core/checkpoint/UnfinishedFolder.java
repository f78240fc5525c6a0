package dev.alexandrite.core.checkpoint;

import dev.alexandrite.spi.TensorSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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

  void commit(byte[] manifest, Path target) throws IOException {
    try (OutputStream out = storage.create(path.resolve(ManifestFile.NAME))) {
      out.write(manifest);
    }
    storage.commit(path, target);
  }

  /** Deletes what was written, where nothing can be committed. */
  void discard() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(path);
  }
}
