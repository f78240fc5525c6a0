package dev.alexandrite;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Daemon threads, one a worker, that wait for calls: they spin for a moment, give way, then park,
 * and end when no call has come for some seconds, so that a pool that nobody closes keeps nothing.
 */
final class ThreadPool extends ComputePool {
  private static final System.Logger LOG = System.getLogger(ThreadPool.class.getName());

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final long idleNanos;

  /** By worker; empty where there is no thread now. */
  private final AtomicReferenceArray<Thread> helpers;

  private final AtomicBoolean warned = new AtomicBoolean();

  /** Counts the calls. */
  private volatile int generation;

  ThreadPool(int threads) {
    this(threads, IDLE_NANOS);
  }

  /** With another time after which threads end. */
  ThreadPool(int threads, long idleNanos) {
    super(threads);
    this.idleNanos = idleNanos;
    helpers = new AtomicReferenceArray<>(threads);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the caller that made the pool busy writes it
  void startHelpers() {
    int before = generation;
    generation = before + 1;
    for (int worker = 1; worker < helpers.length(); worker++) {
      Thread helper = helpers.get(worker);
      if (helper == null) {
        start(worker, before);
      } else {
        LockSupport.unpark(helper);
      }
    }
  }

  /** A thread that cannot be had is no reason to fail: the others take its share. */
  private void start(int worker, int seen) {
    Thread helper =
        Thread.ofPlatform()
            .daemon()
            .name("alexandrite-compute-" + worker)
            .inheritInheritableThreadLocals(false)
            .unstarted(() -> serve(worker, seen));
    if (!helpers.compareAndSet(worker, null, helper)) {
      return; // one that was about to end has stayed
    }
    try {
      helper.start();
    } catch (OutOfMemoryError e) {
      helpers.set(worker, null);
      if (warned.compareAndSet(false, true)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "computing thread "
                + worker
                + " of "
                + threads()
                + " cannot be started, so that work takes longer: allow more threads, or ask for"
                + " fewer",
            e);
      }
    }
  }

  private void serve(int worker, int before) {
    int seen = before;
    while (awaitCall(worker, seen)) {
      seen = generation; // before joining: a later call is then noticed
      join(worker);
    }
  }

  /** Waits for the next call; false once the pool is closed or nobody has called for long. */
  private boolean awaitCall(int worker, int seen) {
    long idleSince = System.nanoTime();
    for (int polls = 0; generation == seen; polls++) {
      if (retired() || (isIdle(polls, idleSince) && hasLeft(worker, seen))) {
        return false;
      }
      pause(polls);
    }
    return true;
  }

  private boolean isIdle(int polls, long since) {
    return parks(polls) && System.nanoTime() - since > idleNanos;
  }

  /**
   * Gives the place up. A call that came in the meantime has either started another thread in it or
   * is seen here: the caller counts the call before it looks, this thread looks after it has left.
   */
  private boolean hasLeft(int worker, int seen) {
    Thread self = Thread.currentThread();
    helpers.set(worker, null);
    return generation == seen || !helpers.compareAndSet(worker, null, self);
  }

  @Override
  void park() {
    LockSupport.parkNanos(this, idleNanos);
  }

  @Override
  void stopHelpers() {
    for (int worker = 1; worker < helpers.length(); worker++) {
      LockSupport.unpark(helpers.get(worker));
    }
  }
}
