package dev.alexandrite.observe;

import dev.alexandrite.AlexandriteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Numbered folders for the runs of a program: {@code 001}, {@code 002} and so on in a folder of
 * theirs. Other names in it are left alone.
 *
 * <pre>{@code
 * RunFolders runs = RunFolders.in(Path.of("runs", "flowers"));
 * trainer.checkpoints(runs.next());
 * }</pre>
 */
public final class RunFolders {
  private final Path parent;

  private RunFolders(Path parent) {
    this.parent = parent;
  }

  /**
   * The runs in a folder.
   *
   * @param parent need not exist yet
   * @return its runs
   */
  public static RunFolders in(Path parent) {
    return new RunFolders(parent);
  }

  /**
   * Where the next run goes. Nothing is made.
   *
   * @return a folder after all those that exist
   * @throws AlexandriteException if the folder cannot be listed
   */
  public Path next() {
    int last = latest().map(RunFolders::number).orElse(0);
    return parent.resolve(String.format(Locale.ROOT, "%03d", last + 1));
  }

  /**
   * The run that was started last.
   *
   * @return the folder of the largest number; empty if there is none
   * @throws AlexandriteException if the folder cannot be listed
   */
  public Optional<Path> latest() {
    List<Path> all = all();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /**
   * All runs.
   *
   * @return their folders, by number
   * @throws AlexandriteException if the folder cannot be listed
   */
  public List<Path> all() {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(parent)) {
      return folders
          .filter(folder -> number(folder) > 0)
          .sorted(Comparator.comparingInt(RunFolders::number))
          .toList();
    } catch (IOException e) {
      throw new AlexandriteException("the runs in " + parent + " cannot be listed: " + e, e);
    }
  }

  /** The number that a folder is called by, 0 for other names. */
  private static int number(Path folder) {
    String name = folder.getFileName().toString();
    return name.matches("\\d{1,9}") ? Integer.parseInt(name) : 0;
  }
}
