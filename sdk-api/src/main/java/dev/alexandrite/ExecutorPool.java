package dev.alexandrite;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shares the work with an executor. Each worker's share is offered to it and belongs to whoever
 * claims it first, a thread of the executor or the caller; so a caller waits only for shares that
 * are being computed.
 */
final class ExecutorPool extends ComputePool {
  private final Executor executor;
  private final Share[] shares;

  ExecutorPool(Executor executor, int parallelism) {
    super(parallelism);
    this.executor = Objects.requireNonNull(executor, "executor");
    this.shares = new Share[parallelism - 1];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = new Share(i + 1);
    }
  }

  @Override
  void startHelpers() {
    for (Share share : shares) {
      share.open.set(true); // publishes the work, too
    }
    for (Share share : shares) {
      if (hasShare(share.worker)) {
        share.offer();
      }
    }
  }

  @Override
  void helpOut() {
    for (Share share : shares) {
      share.claim();
    }
  }

  @Override
  void stopHelpers() {} // the threads are the application's

  /** One worker's share of every call; in the executor's queue at most once. */
  private final class Share implements Runnable {
    private final int worker;
    private final AtomicBoolean open = new AtomicBoolean();
    private final AtomicBoolean queued = new AtomicBoolean();

    Share(int worker) {
      this.worker = worker;
    }

    /**
     * What an earlier call left in the queue serves this one: either it is found queued here, and
     * its run will see that the share is open, or it is not and is queued anew.
     */
    void offer() {
      if (queued.compareAndSet(false, true)) {
        try {
          executor.execute(this);
        } catch (RejectedExecutionException e) {
          queued.set(false); // the caller runs it
        } catch (Throwable e) {
          queued.set(false);
          fail(e);
        }
      }
    }

    @Override
    public void run() {
      queued.set(false);
      claim();
    }

    void claim() {
      if (open.compareAndSet(true, false)) {
        help(worker);
      }
    }
  }
}
