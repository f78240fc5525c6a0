package dev.alexandrite.cpu;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Daemon threads that share out tasks without allocating. Who runs a task is fixed by its number:
 * worker {@code w} runs tasks {@code w·tasks/threads} to {@code (w+1)·tasks/threads}, and the
 * caller is worker 0. A caller that finds the pool busy runs all its tasks itself.
 */
final class WorkerPool implements AutoCloseable {
  /** Polls before a thread parks: some ten microseconds, the gap between two operators. */
  private static final int SPINS = 1 << 9;

  private final Thread[] helpers;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicInteger unfinished = new AtomicInteger();
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Thread caller;
  private volatile boolean closed;

  /** Counts the calls; writing it publishes {@link #task} and {@link #tasks} to the helpers. */
  private volatile int generation;

  private @Nullable ParallelTask task;
  private int tasks;

  WorkerPool(int threads) {
    helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      int worker = i + 1;
      helpers[i] =
          Thread.ofPlatform()
              .daemon()
              .name("alexandrite-cpu-" + worker)
              .inheritInheritableThreadLocals(false)
              .unstarted(() -> serve(worker));
    }
    for (Thread helper : helpers) {
      helper.start();
    }
  }

  int threads() {
    return helpers.length + 1;
  }

  /** Runs every task and returns when all are done; rethrows what a task threw. */
  void run(ParallelTask work, int count) {
    if (helpers.length == 0 || count == 1 || closed || !busy.compareAndSet(false, true)) {
      for (int i = 0; i < count; i++) {
        work.execute(i, 0);
      }
      return;
    }
    try {
      start(work, count);
      share(work, count, 0);
      awaitHelpers();
      rethrow(failure);
    } finally {
      task = null;
      failure = null;
      caller = null;
      busy.set(false);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only the caller that holds busy writes it
  private void start(ParallelTask work, int count) {
    task = work;
    tasks = count;
    caller = Thread.currentThread();
    unfinished.set(helpers.length);
    generation++;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }

  private void serve(int worker) {
    int seen = 0;
    while (awaitCall(seen)) {
      seen++;
      ParallelTask work = task;
      if (work != null) {
        share(work, tasks, worker);
      }
      Thread waiting = caller;
      if (unfinished.decrementAndGet() == 0) {
        LockSupport.unpark(waiting);
      }
    }
  }

  private void share(ParallelTask work, int count, int worker) {
    int end = (int) ((worker + 1L) * count / threads());
    try {
      for (int i = (int) ((long) worker * count / threads()); i < end; i++) {
        work.execute(i, worker);
      }
    } catch (Throwable e) { // carried over to the caller, errors too
      failure = e;
    }
  }

  /** Waits for the next call; false once the pool is closed. */
  private boolean awaitCall(int seen) {
    for (int polls = 0; generation == seen; polls++) {
      if (closed) {
        return false;
      }
      pause(polls);
    }
    return true;
  }

  private void awaitHelpers() {
    for (int polls = 0; unfinished.get() != 0; polls++) {
      pause(polls);
    }
  }

  private void pause(int polls) {
    if (polls < SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.park(this);
    }
  }

  private static void rethrow(@Nullable Throwable failure) {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}
