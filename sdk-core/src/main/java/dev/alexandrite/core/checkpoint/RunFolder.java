package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.TrainingException;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.train.CheckpointPolicy;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a run's checkpoints while the run owns it: from before its first step to its end
 * nobody else writes there. Readers need no leave.
 */
public final class RunFolder implements AutoCloseable {
  private final CheckpointFolder folder;
  private final CheckpointWriter writer;
  private final Rotation rotation;
  private final Consumer<String> warnings;
  private final Set<Path> passedOver = new HashSet<>();
  private final FolderLock.Locking locking;
  private FolderLock lock;

  /** Whether the folder has had checkpoints of this run. */
  private boolean used;

  private RunFolder(
      CheckpointFolder folder, Consumer<String> warnings, FolderLock.Locking locking) {
    this.folder = folder;
    this.warnings = warnings;
    this.locking = locking;
    this.lock = take(folder.path(), warnings, locking);
    this.writer = new CheckpointWriter(folder);
    this.rotation = new Rotation(folder, warnings);
  }

  /**
   * Takes the folder, which is created if missing, and tidies up what a killed run left.
   *
   * @param policy says where; null for a run without checkpoints
   * @param warnings takes what the application should know
   * @return the folder, to be closed when the run has ended; null without a policy
   * @throws TrainingException if another run owns it, it holds a run that is not to be resumed, or
   *     nothing can be written there
   */
  public static @Nullable RunFolder claim(
      @Nullable CheckpointPolicy policy, Consumer<String> warnings) {
    return policy == null ? null : claim(policy, warnings, FolderLock.Locking.OF_SYSTEM);
  }

  static RunFolder claim(
      CheckpointPolicy policy, Consumer<String> warnings, FolderLock.Locking locking) {
    CheckpointFolder folder = new CheckpointFolder(policy.directory());
    RunFolder run = new RunFolder(folder, warnings, locking);
    boolean claimed = false;
    try {
      run.tidy();
      if (!policy.resume()) {
        run.requireEmpty();
      }
      run.used = folder.latest().isPresent();
      claimed = true;
      return run;
    } finally {
      if (!claimed) {
        run.close();
      }
    }
  }

  private static FolderLock take(
      Path directory, Consumer<String> warnings, FolderLock.Locking locking) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory);
      }
      if (!Files.isWritable(directory)) {
        throw new AccessDeniedException(directory.toString());
      }
      FolderLock lock = FolderLock.take(directory, locking);
      lock.unsupported()
          .ifPresent(
              cause ->
                  warnings.accept(
                      "checkpoints("
                          + directory
                          + "): the file system there has no locks ("
                          + cause
                          + "), so that a second run in the same folder would not be noticed; see"
                          + " to it that there is none"));
      return lock;
    } catch (FolderLock.HeldException e) {
      throw new TrainingException(
          "checkpoints("
              + directory
              + "): a run that has not ended writes there, "
              + e.getMessage()
              + "; wait for its end, stop it, or give checkpoints(...) another folder",
          e);
    } catch (IOException e) {
      throw new TrainingException(
          "checkpoints("
              + directory
              + "): no checkpoint can be written there: "
              + e
              + "; "
              + DiskTrouble.remedy(directory, e),
          e);
    }
  }

  private void tidy() {
    rotation.sweep(lock.unsupported().isEmpty());
  }

  /** Two runs in one folder would be taken for one. */
  private void requireEmpty() {
    folder
        .latest()
        .ifPresent(
            latest -> {
              throw new TrainingException(
                  "folder "
                      + folder.path()
                      + " already holds a run, its latest checkpoint is "
                      + latest.getFileName()
                      + "; call resume() to go on with it, or give checkpoints(...) another"
                      + " folder");
            });
  }

  /**
   * Reads the newest checkpoint that is whole. Those that are newer count no more and are written
   * anew once the run comes to their steps.
   *
   * @param reader restores the run from a folder
   * @param <T> what the reader makes of it
   * @return what was made of it; empty if the folder holds no run
   * @throws CheckpointException if no checkpoint is whole, or the reader refuses one that is
   */
  public <T> Optional<T> newestGood(Function<Path, T> reader) {
    return new NewestGood(
            folder,
            (path, message) -> {
              passedOver.add(path);
              warnings.accept(message + "; what was trained after it is trained again");
            })
        .read(reader);
  }

  /**
   * The latest checkpoint that counts.
   *
   * @return its folder, empty if there is none
   */
  public Optional<Path> latest() {
    return folder.list().reversed().stream().filter(this::counts).findFirst();
  }

  /**
   * The checkpoint of a step, if it counts.
   *
   * @param step training steps taken
   * @return its folder, empty if there is none
   */
  public Optional<Path> of(long step) {
    return Optional.of(folder.of(step)).filter(this::counts);
  }

  private boolean counts(Path checkpoint) {
    return Files.isDirectory(checkpoint) && !passedOver.contains(checkpoint);
  }

  /**
   * Writes a checkpoint, in the place of any that has its name.
   *
   * @param manifest its content, without the files
   * @param weights the tensors that a classifier needs
   * @param optimizer the tensors that only a resumed run needs
   * @param values where their values come from
   * @return the checkpoint's folder
   * @throws CheckpointException if it cannot be written; older checkpoints are untouched
   */
  public Path write(
      Manifest manifest,
      List<TensorSpec> weights,
      List<TensorSpec> optimizer,
      TensorSource values) {
    requireOwned(manifest.state().updates());
    Path written = writer.write(manifest, weights, optimizer, values);
    passedOver.remove(written);
    used = true;
    return written;
  }

  /** The folder may have been deleted, or replaced by another one, since it was taken. */
  private void requireOwned(long step) {
    if (lock.isSeen()) {
      return;
    }
    lock.close();
    try {
      lock = take(folder.path(), warnings, locking);
    } catch (TrainingException e) {
      throw new CheckpointException(
          "checkpoint " + folder.of(step) + " could not be written: " + e.getMessage(), e);
    }
    if (used) {
      warnings.accept(
          "checkpoints("
              + folder.path()
              + "): the folder was renamed, deleted or replaced while the run was writing there; it"
              + " goes on in one of that name, in which the checkpoints of before are missing: move"
              + " them there, or leave the folder as it is until the run has ended");
    }
  }

  /**
   * Deletes all checkpoints up to a step but the latest ones and some others. What cannot be
   * deleted stays, and is a warning the first time.
   *
   * @param keep how many of the latest stay
   * @param step where the run stands; what lies ahead of it has yet to be written anew
   * @param others the steps of those that stay too, such as the best one
   */
  public void rotate(int keep, long step, long... others) {
    try {
      tidy();
      rotation.rotate(keep, step, others, passedOver);
    } catch (CheckpointException e) {
      rotation.warnOnce(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
