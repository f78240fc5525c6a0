package dev.alexandrite.core.classify;

import dev.alexandrite.classify.ClassifierBusyException;
import dev.alexandrite.classify.WhenBusy;
import dev.alexandrite.core.evaluate.Arena;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Leases arenas, one a call. Closing waits until all are back. */
final class ArenaPool {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition returned = lock.newCondition();
  private final Deque<Arena> free;
  private final int size;
  private final WhenBusy whenBusy;
  private boolean closed;

  ArenaPool(List<Arena> arenas, WhenBusy whenBusy) {
    this.free = new ArrayDeque<>(arenas);
    this.size = arenas.size();
    this.whenBusy = whenBusy;
  }

  Arena lease() {
    lock.lock();
    try {
      requireOpen();
      if (free.isEmpty() && whenBusy == WhenBusy.REFUSE) {
        throw new ClassifierBusyException(
            "all "
                + size
                + " arenas of the classifier are in use; try again, or raise maxConcurrent or"
                + " choose WhenBusy.WAIT in its options");
      }
      while (free.isEmpty()) {
        returned.awaitUninterruptibly();
        requireOpen();
      }
      return free.pop();
    } finally {
      lock.unlock();
    }
  }

  void giveBack(Arena arena) {
    lock.lock();
    try {
      free.push(arena);
      returned.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses new calls and waits for those in progress; false if it was closed before. */
  boolean close() {
    lock.lock();
    try {
      boolean first = !closed;
      closed = true;
      returned.signalAll(); // those that wait for an arena are refused
      while (free.size() < size) {
        returned.awaitUninterruptibly();
      }
      return first;
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the classifier is closed; load it again");
    }
  }
}
