package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder that holds the checkpoints of one run, {@code step-00000123} each. */
public final class CheckpointFolder {
  private static final String PREFIX = "step-";
  private static final int STEP_DIGITS = 8;
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{8,18})");

  /** Whatever of ours lies beside the checkpoints, with what it belongs to. */
  private static final Pattern LEFTOVER =
      Pattern.compile("\\.(unfinished|aside|deleted)-(" + NAME.pattern() + ")(\\.[0-9]+)?");

  private final Path folder;

  /**
   * Names the folder; it need not exist.
   *
   * @param folder the folder
   */
  public CheckpointFolder(Path folder) {
    this.folder = folder;
  }

  /** Why something lies beside the checkpoints under the name of one. */
  enum Leftover {
    /** Written, but not committed. */
    UNFINISHED,
    /** Had the name of a checkpoint that was written anew. */
    ASIDE,
    /** No longer a checkpoint, about to be deleted. */
    DELETED
  }

  Path path() {
    return folder;
  }

  /**
   * Where the checkpoint of a step lies, or would.
   *
   * @param step training steps taken
   * @return its folder
   */
  public Path of(long step) {
    return folder.resolve(name(step));
  }

  private static String name(long step) {
    String digits = Long.toString(step);
    return PREFIX + "0".repeat(Math.max(0, STEP_DIGITS - digits.length())) + digits;
  }

  /** A name beside a checkpoint that nothing has yet. */
  Path free(Leftover kind, Path checkpoint) {
    String name = "." + kind.name().toLowerCase(Locale.ROOT) + "-" + checkpoint.getFileName();
    Path path = folder.resolve(name);
    for (int i = 2; Files.exists(path, LinkOption.NOFOLLOW_LINKS); i++) {
      path = folder.resolve(name + "." + i);
    }
    return path;
  }

  /** What lies beside the checkpoints for one reason. */
  List<Path> leftovers(Leftover kind) {
    return children(
        name -> {
          Matcher matcher = LEFTOVER.matcher(name);
          return matcher.matches() && matcher.group(1).equalsIgnoreCase(kind.name());
        });
  }

  /** The checkpoint that a leftover has the name of. */
  Path checkpointOf(Path leftover) {
    Matcher matcher = LEFTOVER.matcher(leftover.getFileName().toString());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(leftover + " is no leftover");
    }
    return folder.resolve(matcher.group(2));
  }

  /**
   * Everything under the name of a checkpoint, whole or not.
   *
   * @return the paths, the latest step last
   */
  public List<Path> list() {
    return children(name -> NAME.matcher(name).matches() && name.equals(name(step(name)))).stream()
        .sorted(Comparator.comparingLong(CheckpointFolder::step))
        .toList();
  }

  private List<Path> children(Predicate<String> wanted) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> wanted.test(child.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new CheckpointException("folder " + folder + " cannot be listed: " + e, e);
    }
  }

  /**
   * The last under the name of a checkpoint.
   *
   * @return its path, empty if there is none
   */
  public Optional<Path> latest() {
    List<Path> all = list();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  static long step(Path checkpoint) {
    return step(checkpoint.getFileName().toString());
  }

  private static long step(String name) {
    return Long.parseLong(name.substring(PREFIX.length()));
  }
}
