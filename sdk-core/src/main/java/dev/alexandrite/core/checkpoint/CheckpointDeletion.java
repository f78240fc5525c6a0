package dev.alexandrite.core.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Deletes what this SDK wrote, and nothing else: real folders under our names, in which there are
 * none but files of ours. Whatever else is found stays, and no link is followed.
 */
final class CheckpointDeletion {
  private static final Set<String> FILES =
      Set.of(ManifestFile.NAME, CheckpointWriter.WEIGHTS, CheckpointWriter.OPTIMIZER);

  private CheckpointDeletion() {}

  /** Why a path must stay; empty if it may be deleted. */
  static Optional<String> reasonToStay(Path path) {
    if (Files.isSymbolicLink(path)) {
      return Optional.of("it is a link");
    }
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("it is no folder");
    }
    try (Stream<Path> children = Files.list(path)) {
      return children
          .filter(child -> !isOurs(child))
          .findFirst()
          .map(child -> child.getFileName() + " in it was not written by Alexandrite");
    } catch (IOException e) {
      return Optional.of("it cannot be listed: " + e);
    }
  }

  private static boolean isOurs(Path file) {
    return FILES.contains(file.getFileName().toString())
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Deletes a folder that has no reason to stay. */
  static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> children = Files.list(folder)) {
      files = children.toList();
    }
    for (Path file : files) {
      if (isOurs(file)) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
