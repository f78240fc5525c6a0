package dev.alexandrite.core.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Removes checkpoints that are no longer needed, the oldest first. One loses its name in a single
 * step before its files go, so that what a failure or a kill leaves is never taken for a
 * checkpoint; and one that cannot be removed does not keep the others.
 */
final class Rotation {
  private final CheckpointFolder folder;
  private final Consumer<String> warnings;
  private final Set<String> said = new HashSet<>();

  Rotation(CheckpointFolder folder, Consumer<String> warnings) {
    this.folder = folder;
    this.warnings = warnings;
  }

  /** Removes all but some of the checkpoints up to a step. */
  void rotate(int keep, long step, long[] others, Set<Path> damaged) {
    List<Path> all =
        folder.list().stream().filter(path -> CheckpointFolder.step(path) <= step).toList();
    List<Path> good =
        all.stream()
            .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
            .filter(path -> !damaged.contains(path))
            .toList();
    Set<Path> kept = new HashSet<>(good.subList(Math.max(0, good.size() - keep), good.size()));
    Arrays.stream(others).mapToObj(folder::of).filter(good::contains).forEach(kept::add);
    for (Path old : all) {
      if (!kept.contains(old)) {
        remove(old);
      }
    }
  }

  private void remove(Path old) {
    Optional<String> reason = CheckpointDeletion.reasonToStay(old);
    if (reason.isPresent()) {
      warnOnce(
          "old checkpoint " + old + " is not deleted, since " + reason.get() + "; do it by hand");
      return;
    }
    Path doomed = folder.free(CheckpointFolder.Leftover.DELETED, old);
    try {
      Files.move(old, doomed, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      warnOnce(
          "old checkpoint "
              + old
              + " cannot be deleted and stays whole: "
              + e
              + "; "
              + DiskTrouble.remedy(folder.path(), e));
      return;
    }
    delete(doomed);
  }

  /**
   * Cleans up beside the checkpoints: what had to make way for a checkpoint gets its name back if
   * that was not written after all, and what was being written or deleted is deleted.
   *
   * @param alone whether surely nobody else is writing here
   */
  void sweep(boolean alone) {
    for (Path aside : folder.leftovers(CheckpointFolder.Leftover.ASIDE)) {
      settle(aside, folder.checkpointOf(aside));
    }
    folder.leftovers(CheckpointFolder.Leftover.DELETED).forEach(this::delete);
    if (alone) {
      folder.leftovers(CheckpointFolder.Leftover.UNFINISHED).forEach(this::delete);
    }
  }

  private void settle(Path aside, Path checkpoint) {
    if (Files.exists(checkpoint, LinkOption.NOFOLLOW_LINKS)) {
      delete(aside);
      return;
    }
    try {
      Files.move(aside, checkpoint, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      warnOnce(aside + " cannot get its name back, " + checkpoint + ": " + e + "; rename it");
    }
  }

  private void delete(Path leftover) {
    Optional<String> reason = CheckpointDeletion.reasonToStay(leftover);
    if (reason.isPresent()) {
      warnOnce(leftover + " is no checkpoint any more, but stays, since " + reason.get());
      return;
    }
    try {
      CheckpointDeletion.delete(leftover);
    } catch (IOException e) {
      warnOnce("what is left of an old checkpoint, " + leftover + ", cannot be deleted: " + e);
    }
  }

  void warnOnce(String message) {
    if (said.add(message)) {
      warnings.accept(message);
    }
  }
}
