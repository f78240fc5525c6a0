package dev.alexandrite.core.data;

import java.util.Locale;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The slots between the threads that prepare rows and the one that reads batches. Batches are
 * numbered; batch n lies in slot n mod slots. Rows are claimed in order, so the batch that is read
 * next is always finished first.
 */
final class SlotRing {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rowsToClaim = lock.newCondition();
  private final Condition batchFinished = lock.newCondition();
  private final EpochOrder order;
  private final Batch[] slots;

  private long opened; // batches that have got their images; the counters below follow it
  private long claiming; // the first batch with rows that nobody has claimed
  private long taken; // batches given to the reader
  private long released; // batches whose slots are free again
  private long waitedNanos;
  private boolean closed;

  SlotRing(EpochOrder order, Batch[] slots) {
    this.order = order;
    this.slots = slots;
    lock.lock();
    try {
      openFreeSlots();
    } finally {
      lock.unlock();
    }
  }

  /** A row to prepare; one for each thread, used again and again. */
  static final class Claim {
    Batch batch;
    int row;

    Claim(SlotRing ring) {
      batch = ring.slots[0];
    }
  }

  /**
   * Waits for a row to prepare.
   *
   * @return false if there is nothing more to do
   */
  boolean claim(Claim claim) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (claiming == opened && !closed && !order.isAtEnd()) {
        rowsToClaim.await();
      }
      if (closed || claiming == opened) {
        return false;
      }
      claim.batch = slot(claiming);
      claim.row = claim.batch.claimRow();
      if (!claim.batch.hasUnclaimed()) {
        claiming++;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The row has been written, or failed. */
  void finish(Claim claim, @Nullable Throwable failure) {
    lock.lock();
    try {
      claim.batch.finishRow(claim.row, failure);
      if (claim.batch.isFinished()) {
        batchFinished.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the next batch is finished; it counts as taken only once the reader accepts it. */
  Batch await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      requireOpen();
      if (taken == opened) {
        throw new IllegalStateException(
            taken - released == slots.length
                ? "batches: all " + slots.length + " slots are held; release one first"
                : "batches: the last one has been delivered");
      }
      Batch batch = slot(taken);
      if (!batch.isFinished()) {
        long start = System.nanoTime();
        while (!batch.isFinished() && !closed) {
          batchFinished.await();
        }
        waitedNanos += System.nanoTime() - start;
        requireOpen();
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the next batch if it is finished, without a failure. */
  @Nullable Batch poll() {
    lock.lock();
    try {
      boolean ready =
          !closed && taken < opened && slot(taken).isFinished() && slot(taken).failure() == null;
      return ready ? slot(taken++) : null;
    } finally {
      lock.unlock();
    }
  }

  void accept() {
    lock.lock();
    try {
      taken++;
    } finally {
      lock.unlock();
    }
  }

  void release(Batch batch) {
    lock.lock();
    try {
      if (released == taken || batch != slot(released)) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "batches: epoch %d, step %d is not the oldest batch held; release each once, in"
                    + " order",
                batch.epoch(),
                batch.step()));
      }
      released++;
      openFreeSlots();
    } finally {
      lock.unlock();
    }
  }

  long waitedNanos() {
    lock.lock();
    try {
      return waitedNanos;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      rowsToClaim.signalAll();
      batchFinished.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void openFreeSlots() {
    while (opened - released < slots.length && !order.isAtEnd()) {
      order.assignTo(slot(opened));
      opened++;
    }
    rowsToClaim.signalAll(); // also at the end, where threads stop waiting
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("batches: the loader has been closed");
    }
  }

  private Batch slot(long batch) {
    return slots[(int) (batch % slots.length)];
  }
}
