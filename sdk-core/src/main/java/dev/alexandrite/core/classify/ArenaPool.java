package dev.alexandrite.core.classify;

import dev.alexandrite.classify.ClassifierBusyException;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.WhenBusy;
import dev.alexandrite.core.evaluate.Arena;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Leases arenas, one a call. Closing waits until all are back. A thread that holds one, or works
 * for one that does, is refused another rather than left to wait for itself.
 */
final class ArenaPool {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition returned = lock.newCondition();
  private final Deque<Arena> free;
  private final int size;
  private final WhenBusy whenBusy;
  private final int maxWaiting;
  private final Patience patience;

  /** Threads that hold an arena, or work for one that does, each as often as it does. */
  private final Map<Thread, Integer> holders = new HashMap<>();

  private int waiting;
  private boolean closed;

  ArenaPool(List<Arena> arenas, ClassifierOptions options) {
    this.free = new ArrayDeque<>(arenas);
    this.size = arenas.size();
    this.whenBusy = options.whenBusy();
    this.maxWaiting = options.maxWaiting();
    this.patience = new Patience(options.timeout());
  }

  Arena lease() {
    return lease(patience.begin());
  }

  /** Leases one for a call that has waited elsewhere before. */
  Arena lease(Patience.Wait wait) {
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
      if (free.isEmpty() && holders.containsKey(Thread.currentThread())) {
        throw new IllegalStateException(
            "the classifier was called from within its own call, by a metric or a data set that it"
                + " is evaluated with, and has no arena left: raise maxConcurrent in its options,"
                + " or give the metric a classifier of its own");
      }
      await(wait);
      holders.merge(Thread.currentThread(), 1, Integer::sum);
      return free.pop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClassifierBusyException(
          "the thread was interrupted while it waited for " + places());
    } finally {
      lock.unlock();
    }
  }

  private void await(Patience.Wait wait) throws InterruptedException {
    if (free.isEmpty() && waiting >= maxWaiting) {
      throw QueueFull.of(waiting);
    }
    waiting++;
    try {
      while (free.isEmpty()) {
        wait.on(returned, this::places);
        requireOpen();
      }
    } finally {
      waiting--;
    }
  }

  private String places() {
    return "one of the classifier's " + size + " arenas";
  }

  /** One that nobody uses, for which nobody is made to wait. */
  Optional<Arena> leaseFree() {
    lock.lock();
    try {
      requireOpen();
      if (free.isEmpty()) {
        return Optional.empty();
      }
      holders.merge(Thread.currentThread(), 1, Integer::sum);
      return Optional.of(free.pop());
    } finally {
      lock.unlock();
    }
  }

  /** Whether this thread holds an arena, or works for a call that does. */
  boolean isHeld() {
    lock.lock();
    try {
      return holders.containsKey(Thread.currentThread());
    } finally {
      lock.unlock();
    }
  }

  /** Lets a thread work for a call that holds an arena. */
  <T> T onBehalf(Supplier<T> work) {
    count(1);
    try {
      return work.get();
    } finally {
      count(-1);
    }
  }

  private void count(int change) {
    lock.lock();
    try {
      release(Thread.currentThread(), change);
    } finally {
      lock.unlock();
    }
  }

  private void release(Thread holder, int change) {
    holders.merge(holder, change, (held, more) -> held + more == 0 ? null : held + more);
  }

  /** By the thread that leased it. */
  void giveBack(Arena arena) {
    lock.lock();
    try {
      release(Thread.currentThread(), -1);
      free.push(arena);
      returned.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Refuses new calls and waits for those in progress; false if it was closed before. From within a
   * call it would wait for itself.
   */
  boolean close() {
    lock.lock();
    try {
      if (holders.containsKey(Thread.currentThread())) {
        throw new IllegalStateException(
            "the classifier was closed from within its own call, by a metric, a data set or images"
                + " that it works on: close it when that call has returned");
      }
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
      throw closedError();
    }
  }

  static IllegalStateException closedError() {
    return new IllegalStateException("the classifier is closed; load it again");
  }
}
