package dev.alexandrite;

import java.util.concurrent.locks.LockSupport;

/**
 * Daemon threads, one a worker, that wait for calls: they spin for a moment, give way, then park.
 */
final class ThreadPool extends ComputePool {
  private final Thread[] helpers;

  /** Counts the calls. */
  private volatile int generation;

  ThreadPool(int threads) {
    super(threads);
    helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      int worker = i + 1;
      helpers[i] =
          Thread.ofPlatform()
              .daemon()
              .name("alexandrite-compute-" + worker)
              .inheritInheritableThreadLocals(false)
              .unstarted(() -> serve(worker));
    }
    for (Thread helper : helpers) {
      helper.start();
    }
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the caller that made the pool busy writes it
  void startHelpers() {
    generation++;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }

  private void serve(int worker) {
    int seen = 0;
    while (awaitCall(seen)) {
      seen = generation; // before joining: a later call is then noticed
      join(worker);
    }
  }

  /** Waits for the next call; false once the pool is closed. */
  private boolean awaitCall(int seen) {
    for (int polls = 0; generation == seen; polls++) {
      if (retired()) {
        return false;
      }
      pause(polls);
    }
    return true;
  }

  @Override
  void stopHelpers() {
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}
