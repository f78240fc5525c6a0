package dev.alexandrite;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shares the work with an executor. It is offered a place beside the caller for each worker; a
 * caller waits only for those who came.
 */
final class ExecutorPool extends ComputePool {
  private final Executor executor;
  private final Place[] places;

  ExecutorPool(Executor executor, int parallelism) {
    super(parallelism);
    this.executor = Objects.requireNonNull(executor, "executor");
    this.places = new Place[parallelism - 1];
    for (int i = 0; i < places.length; i++) {
      places[i] = new Place(i + 1);
    }
  }

  @Override
  void startHelpers() {
    for (Place place : places) {
      if (hasShare(place.worker)) {
        place.offer();
      }
    }
  }

  @Override
  void stopHelpers() {} // the threads are the application's

  /** One worker's place in every call; in the executor's queue at most once. */
  private final class Place implements Runnable {
    private final int worker;
    private final AtomicBoolean queued = new AtomicBoolean();

    Place(int worker) {
      this.worker = worker;
    }

    /**
     * What an earlier call left in the queue serves this one: either it is found queued here, and
     * its run will join this call, or it is not and is queued anew.
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
      join(worker);
    }
  }
}
