package dev.alexandrite.core.classify;

import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@link BatchQueue}: its prepared rows, and later their logits. What changes is
 * guarded by the queue's lock.
 */
final class BatchTicket {
  private final float[] rows;
  private final int count;
  private final float[] logits;
  private final Patience.Wait wait;
  private final Condition changed;
  private boolean taken;
  private boolean done;
  private @Nullable Throwable failure;

  /**
   * Not in a queue so far.
   *
   * @param rows {@code float32[count, C, H, W]}
   * @param changed signalled when the ticket comes first, its batch is full or done, or the queue
   *     is closed
   */
  BatchTicket(float[] rows, int count, int classes, Patience.Wait wait, Condition changed) {
    this.rows = rows;
    this.count = count;
    this.logits = new float[count * classes];
    this.wait = wait;
    this.changed = changed;
  }

  int count() {
    return count;
  }

  /** {@code float32[count, classes]}, when it is done. */
  float[] logits() {
    return logits;
  }

  Patience.Wait waiting() {
    return wait;
  }

  Condition changed() {
    return changed;
  }

  /** Whether it is computed, or has been; it is no longer in the queue then. */
  boolean isTaken() {
    return taken;
  }

  void take() {
    taken = true;
  }

  boolean isDone() {
    return done;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  void finish(@Nullable Throwable problem) {
    failure = problem;
    done = true;
    changed.signal();
  }

  void copyRow(int row, float[] images, int place) {
    int elements = rows.length / count;
    System.arraycopy(rows, row * elements, images, place * elements, elements);
  }

  void takeLogits(int row, float[] all, int place) {
    int classes = logits.length / count;
    System.arraycopy(all, place * classes, logits, row * classes, classes);
  }
}
