package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder that holds the checkpoints of one run, {@code step-00000123} each. */
public final class CheckpointFolder {
  /** Where a checkpoint is written before it is committed by renaming. */
  static final String UNFINISHED_PREFIX = ".unfinished-";

  private static final String PREFIX = "step-";
  private static final int STEP_DIGITS = 8;
  private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9]{8,18}");

  private final Path folder;

  /**
   * Names the folder; it need not exist.
   *
   * @param folder the folder
   */
  public CheckpointFolder(Path folder) {
    this.folder = folder;
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

  Path unfinished(long step) {
    return folder.resolve(UNFINISHED_PREFIX + name(step));
  }

  private static String name(long step) {
    String digits = Long.toString(step);
    return PREFIX + "0".repeat(Math.max(0, STEP_DIGITS - digits.length())) + digits;
  }

  /**
   * The committed checkpoints.
   *
   * @return their folders, the latest last
   */
  public List<Path> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> NAME.matcher(child.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(CheckpointFolder::step))
          .toList();
    } catch (IOException e) {
      throw new CheckpointException("folder " + folder + " cannot be listed: " + e, e);
    }
  }

  /**
   * The latest checkpoint.
   *
   * @return its folder, empty if there is none
   */
  public Optional<Path> latest() {
    List<Path> all = list();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /**
   * Deletes all but the latest checkpoints and some others, and what an earlier process left
   * unfinished.
   *
   * @param keep how many of the latest stay
   * @param others the steps of those that stay too, such as the best one's
   */
  public void retain(int keep, long... others) {
    List<Path> all = list();
    for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
      if (Arrays.stream(others).noneMatch(step -> step == step(old))) {
        delete(old);
      }
    }
    deleteUnfinished();
  }

  void deleteUnfinished() {
    try (Stream<Path> children = Files.list(folder)) {
      children
          .filter(child -> child.getFileName().toString().startsWith(UNFINISHED_PREFIX))
          .toList()
          .forEach(CheckpointFolder::delete);
    } catch (IOException e) {
      throw new CheckpointException("folder " + folder + " cannot be listed: " + e, e);
    }
  }

  /** Deletes the manifest first, so that what a crash leaves is no checkpoint. */
  private static void delete(Path checkpoint) {
    try {
      Files.deleteIfExists(checkpoint.resolve(ManifestFile.NAME));
      try (Stream<Path> files = Files.list(checkpoint)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(checkpoint);
    } catch (IOException e) {
      throw new CheckpointException(
          "old checkpoint " + checkpoint + " cannot be deleted: " + e + "; delete it by hand", e);
    }
  }

  private static long step(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring(PREFIX.length()));
  }
}
