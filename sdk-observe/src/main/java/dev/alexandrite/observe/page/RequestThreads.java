package dev.alexandrite.observe.page;

import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Threads for requests. A client that is slow holds one that costs next to nothing, and not for
 * long: what is not over in time is interrupted, which closes its connection.
 */
final class RequestThreads implements Executor {
  private static final int MOST = 512;
  private static final long LONGEST_SECONDS = 20;

  private final Semaphore free = new Semaphore(MOST);
  private final ScheduledExecutorService timer;

  RequestThreads(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** What is refused here, the server closes. */
  @Override
  public void execute(Runnable request) {
    if (!free.tryAcquire()) {
      throw new RejectedExecutionException(MOST + " requests are not yet over");
    }
    AtomicReference<@Nullable Future<?>> limit = new AtomicReference<>();
    Thread thread =
        Thread.ofVirtual().name("dashboard-request").unstarted(() -> run(request, limit));
    try {
      limit.set(timer.schedule(thread::interrupt, LONGEST_SECONDS, TimeUnit.SECONDS));
    } catch (RejectedExecutionException e) { // the page is being closed
      free.release();
      throw e;
    }
    thread.start();
  }

  private void run(Runnable request, AtomicReference<@Nullable Future<?>> limit) {
    try {
      request.run();
    } finally {
      Future<?> timed = limit.get();
      if (timed != null) {
        timed.cancel(false);
      }
      free.release();
    }
  }
}
