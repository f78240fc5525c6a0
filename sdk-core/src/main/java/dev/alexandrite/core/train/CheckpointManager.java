package dev.alexandrite.core.train;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.core.checkpoint.CheckpointFolder;
import dev.alexandrite.core.checkpoint.RunFolder;
import dev.alexandrite.core.checkpoint.TrainingState;
import dev.alexandrite.train.CheckpointPolicy;
import dev.alexandrite.train.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the checkpoints of a run and deletes those that are no longer needed. A disk that refuses
 * one costs a warning, not the run: what was learned is worth more than its copy.
 */
final class CheckpointManager {
  private static final long NONE = -1;

  private final @Nullable CheckpointPolicy policy;
  private final @Nullable RunFolder folder;
  private final RunManifest manifest;
  private final ModelState model;
  private final TrainingListener listeners;
  private final Cancellation cancellation;

  /** The state that was written last; at first the one that the run began with. */
  private TrainingState saved;

  /** The steps of the latest checkpoint and of the latest that training has gone on from. */
  private long savedStep;

  private long provenStep = NONE;

  /** The steps of the checkpoints since. */
  private final Deque<Long> unproven = new ArrayDeque<>();

  private Optional<CheckpointException> unsaved = Optional.empty();

  CheckpointManager(
      @Nullable CheckpointPolicy policy,
      @Nullable RunFolder folder,
      RunManifest manifest,
      ModelState model,
      TrainingListener listeners,
      Progress start,
      Cancellation cancellation) {
    this.policy = policy;
    this.folder = folder;
    this.manifest = manifest;
    this.model = model;
    this.listeners = listeners;
    this.cancellation = cancellation;
    this.saved = start.toState();
    this.savedStep = policy != null && start.batches() > 0 ? start.step() : NONE;
    if (savedStep != NONE) {
      unproven.add(savedStep);
    }
  }

  /** Whether a checkpoint is due within an epoch. */
  boolean due(long step) {
    return policy != null && policy.everySteps() > 0 && step % policy.everySteps() == 0;
  }

  /**
   * Writes a checkpoint, unless the state is on disk already. Without a folder it only makes sure
   * that the state is one that could be written.
   *
   * @throws NotFiniteException if a number is not finite; nothing is written then
   */
  void save(Progress progress) {
    if (policy == null || folder == null) {
      model.requireFiniteWeights();
      return;
    }
    TrainingState state = progress.toState();
    if (isSaved(state)) {
      return;
    }
    Path written;
    try {
      written = cancellation.sheltered(() -> write(folder, state));
      unsaved = Optional.empty();
    } catch (CheckpointException e) {
      unsaved = Optional.of(e);
      listeners.onWarning(
          e.getMessage() + "; the run does not end for it, and its next checkpoint tries again");
      return;
    }
    saved = state;
    if (savedStep != progress.step()) {
      savedStep = progress.step();
      unproven.add(savedStep);
    }
    retain(progress);
    listeners.onCheckpoint(written);
  }

  /** Batches after a step that have led to no further one are no reason for a checkpoint. */
  private boolean isSaved(TrainingState state) {
    return state.updates() == saved.updates() && state.epoch() == saved.epoch();
  }

  private Path write(RunFolder folder, TrainingState state) {
    return folder.write(manifest.at(state), model.savedWeights(), model.savedOptimizer(), model);
  }

  /**
   * The loss of a batch was finite. Weights may be finite and yet so large that their loss or their
   * gradient is not, so a checkpoint stays until the one after it has led to a step whose weights
   * gave a finite loss again.
   */
  void goesOn(Progress progress) {
    boolean proved = false;
    while (!unproven.isEmpty() && unproven.getFirst() + 2 <= progress.step()) {
      provenStep = unproven.removeFirst();
      proved = true;
    }
    if (proved) {
      retain(progress);
    }
  }

  private void retain(Progress progress) {
    if (policy != null && folder != null) {
      LongStream.Builder others = LongStream.builder().add(progress.bestStep()).add(provenStep);
      unproven.forEach(others::add);
      folder.rotate(policy.keep(), progress.step(), others.build().toArray());
    }
  }

  /** Why the last state could not be saved; empty if it was, or was not meant to be. */
  Optional<CheckpointException> unsaved() {
    return unsaved;
  }

  /** Where a run that cannot go on may be taken up, and what of it is lost. */
  String remains(Progress progress) {
    if (policy == null) {
      return "the run had no folder for checkpoints: of its "
          + progress.step()
          + " steps nothing is left; name a folder with checkpoints(dir)";
    }
    if (savedStep == NONE) {
      return "the run had written no checkpoint: of its "
          + progress.step()
          + " steps nothing is left; checkpointEvery(steps) writes them within epochs";
    }
    return "resume() goes on from "
        + path(savedStep)
        + (progress.step() == savedStep
            ? ", where the run ended"
            : "; the " + (progress.step() - savedStep) + " steps after it are lost");
  }

  /** Which checkpoint is good when the state has ceased to be. */
  String good() {
    if (savedStep == NONE) {
      return "no checkpoint was written before";
    }
    if (savedStep == provenStep) {
      return "the last good checkpoint is " + path(savedStep);
    }
    return (provenStep == NONE
            ? "no older checkpoint is known to be good"
            : "the last good checkpoint is " + path(provenStep))
        + "; the latest, "
        + path(savedStep)
        + ", is finite, but training has not gone on from it: delete it if resume() fails at once";
  }

  private Path path(long step) {
    if (policy == null) {
      throw new IllegalStateException("no folder");
    }
    return new CheckpointFolder(policy.directory()).of(step);
  }

  /** The latest checkpoint; none if the folder cannot be read, which is no reason to fail now. */
  Optional<Path> latest() {
    if (folder == null) {
      return Optional.empty();
    }
    try {
      return folder.latest();
    } catch (CheckpointException e) {
      listeners.onWarning(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** The checkpoint of the best epoch. */
  Optional<Path> best(Progress progress) {
    return folder == null ? Optional.empty() : folder.of(progress.bestStep());
  }
}
