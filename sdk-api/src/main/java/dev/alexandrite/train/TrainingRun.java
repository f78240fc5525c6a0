package dev.alexandrite.train;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A run that trains on its own thread, see {@link Trainer#fitAsync()}. */
public final class TrainingRun {
  private final AtomicBoolean cancelled;
  private final CompletableFuture<TrainingResult> future;

  TrainingRun(AtomicBoolean cancelled, CompletableFuture<TrainingResult> future) {
    this.cancelled = cancelled;
    this.future = future;
  }

  /**
   * Asks the run to end after the step it is in. If it has a folder for checkpoints, it writes one
   * first, from which {@link Trainer#resume()} goes on exactly; before the first step there is
   * nothing to write. Returns at once.
   */
  public void cancel() {
    cancelled.set(true);
  }

  /**
   * Whether the run has ended.
   *
   * @return true after success, failure or cancellation
   */
  public boolean isDone() {
    return future.isDone();
  }

  /**
   * Waits for the end.
   *
   * @return the result, with {@link StopReason#CANCELLED} if it was cancelled
   * @throws dev.alexandrite.AlexandriteException if the run failed
   */
  public TrainingResult join() {
    try {
      return future.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  /**
   * The result as a future, for composition. Completing or cancelling this copy does not touch the
   * run.
   *
   * @return completes when the run ends
   */
  public CompletableFuture<TrainingResult> result() {
    return future.copy();
  }

  @Override
  public String toString() {
    return "run that "
        + (future.isDone() ? "has ended" : cancelled.get() ? "is being cancelled" : "trains");
  }
}
