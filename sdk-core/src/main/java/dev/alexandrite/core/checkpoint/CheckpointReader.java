package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads checkpoints, comparing every byte with its checksum. */
public final class CheckpointReader {
  private final Path folder;
  private final Manifest manifest;

  /**
   * Reads the manifest.
   *
   * @param folder the folder of one checkpoint
   * @throws CheckpointException if it is damaged, of an unknown version or no checkpoint
   */
  public CheckpointReader(Path folder) {
    this.folder = folder;
    requireCheckpoint(folder);
    this.manifest = ManifestFile.read(folder);
    List<String> names = manifest.files().stream().map(FileRecord::name).toList();
    if (!names.equals(List.of(CheckpointWriter.WEIGHTS, CheckpointWriter.OPTIMIZER))) {
      throw Damage.of(
          folder.resolve(ManifestFile.NAME),
          "the files " + names,
          CheckpointWriter.WEIGHTS + " and " + CheckpointWriter.OPTIMIZER);
    }
  }

  /**
   * The manifest.
   *
   * @return everything but the tensors' values
   */
  public Manifest manifest() {
    return manifest;
  }

  /**
   * Reads the tensors that a classifier needs.
   *
   * @param sink receives them
   * @throws CheckpointException if the file is missing or damaged
   */
  public void weights(TensorSink sink) {
    SafetensorsReader.read(folder, manifest.files().get(0), sink);
  }

  /**
   * Reads the tensors that only a resumed run needs.
   *
   * @param sink receives them
   * @throws CheckpointException if the file is missing or damaged
   */
  public void optimizer(TensorSink sink) {
    SafetensorsReader.read(folder, manifest.files().get(1), sink);
  }

  /**
   * Checks every byte of the checkpoint.
   *
   * @return its description
   */
  public Checkpoint verify() {
    TensorSink nowhere = (name, shape, values) -> {};
    weights(nowhere);
    optimizer(nowhere);
    List<TensorInfo> tensors =
        manifest.files().stream().flatMap(file -> file.tensors().stream()).toList();
    return new Checkpoint(
        folder,
        ManifestFile.FORMAT_VERSION,
        manifest.state().epoch(),
        manifest.state().step(),
        manifest.classNames(),
        tensors,
        manifest.provenance());
  }

  private static void requireCheckpoint(Path folder) {
    if (Files.isRegularFile(folder.resolve(ManifestFile.NAME))) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new CheckpointException(
          folder + ": there is no such folder; give the folder of one checkpoint, step-…");
    }
    new CheckpointFolder(folder)
        .latest()
        .ifPresent(
            latest -> {
              throw new CheckpointException(
                  folder + " holds several checkpoints; give one of them, such as " + latest);
            });
    throw new CheckpointException(
        folder
            + " is no checkpoint of Alexandrite: expected "
            + ManifestFile.NAME
            + ", found "
            + content(folder)
            + "; give a folder that Trainer.checkpoints wrote, step-…");
  }

  private static List<String> content(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().limit(10).toList();
    } catch (IOException e) {
      throw new CheckpointException("folder " + folder + " cannot be listed: " + e, e);
    }
  }
}
