package dev.alexandrite.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an example keeps its checkpoints unless told otherwise: {@code runs/NAME/001} and so on.
 */
final class RunFolder {
  private final Path parent;

  /** The runs of one example, below the current folder. */
  RunFolder(String example) {
    this(Path.of("runs"), example);
  }

  RunFolder(Path runs, String example) {
    this.parent = runs.resolve(example);
  }

  /** A folder after all those that exist. */
  Path next() {
    int last = latest().map(RunFolder::number).orElse(0);
    return parent.resolve(Text.format("%03d", last + 1));
  }

  /** The run that was started last. */
  Optional<Path> latest() {
    return runs().stream().max(Comparator.comparingInt(RunFolder::number));
  }

  /** All runs. */
  List<Path> all() {
    return runs().stream().sorted(Comparator.comparingInt(RunFolder::number)).toList();
  }

  private List<Path> runs() {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(parent)) {
      return folders.filter(folder -> number(folder) > 0).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + parent, e);
    }
  }

  /** The number that a folder is called by, 0 for other names. */
  private static int number(Path folder) {
    String name = folder.getFileName().toString();
    return name.matches("\\d{1,9}") ? Integer.parseInt(name) : 0;
  }
}
