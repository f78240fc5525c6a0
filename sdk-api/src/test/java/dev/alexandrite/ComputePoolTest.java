package dev.alexandrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ComputePoolTest {
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(3);

  /** Where the helpers' shares go. */
  private enum Kind {
    OWN_THREADS,
    EXECUTOR,
    SATURATED,
    REJECTING,
    RUN_BY_CALLER;

    ComputePool pool(int threads) {
      return switch (this) {
        case OWN_THREADS -> ComputePool.of(threads);
        case EXECUTOR -> ComputePool.over(THREADS, threads);
        case SATURATED -> ComputePool.over(share -> {}, threads); // a queue that nobody serves
        case REJECTING -> ComputePool.over(ComputePoolTest::reject, threads);
        case RUN_BY_CALLER -> ComputePool.over(Runnable::run, threads);
      };
    }
  }

  private static void reject(Runnable share) {
    throw new RejectedExecutionException(share.toString());
  }

  @AfterAll
  static void endThreads() {
    THREADS.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({
    "OWN_THREADS, 1", "OWN_THREADS, 2", "OWN_THREADS, 3", "OWN_THREADS, 7",
    "EXECUTOR, 1", "EXECUTOR, 2", "EXECUTOR, 7", "SATURATED, 3",
    "REJECTING, 3", "RUN_BY_CALLER, 3"
  })
  void everyTaskRunsOnceAndNoTwoThreadsAreTheSameWorker(Kind kind, int threads) {
    try (ComputePool pool = kind.pool(threads)) {
      assertEquals(threads, pool.threads());
      for (int tasks = 0; tasks < 200; tasks++) {
        AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
        AtomicIntegerArray busy = new AtomicIntegerArray(threads);
        AtomicInteger clashes = new AtomicInteger();
        pool.run(
            (task, worker) -> {
              if (busy.incrementAndGet(worker) > 1) {
                clashes.incrementAndGet();
              }
              runs.incrementAndGet(task);
              busy.decrementAndGet(worker);
            },
            tasks);
        for (int task = 0; task < tasks; task++) {
          assertEquals(1, runs.get(task));
        }
        assertEquals(0, clashes.get());
      }
    }
  }

  /** Tasks 0 to 3 are the first piece of the first share of 64, which is held up by the first. */
  @Test
  void whoIsDoneTakesWhatIsLeftOfAnothersShare() {
    try (ComputePool pool = ComputePool.of(2)) {
      CountDownLatch others = new CountDownLatch(128 - 4);
      AtomicInteger runs = new AtomicInteger();
      pool.run(
          (task, worker) -> {
            if (task == 0) {
              await(others);
            } else if (task > 3) {
              others.countDown();
            }
            runs.incrementAndGet();
          },
          128);
      assertEquals(128, runs.get());
    }
  }

  @Test
  void aThreadThatDoesNotComeIsNotWaitedFor() {
    List<Runnable> neverRun = new ArrayList<>();
    try (ComputePool pool = ComputePool.over(neverRun::add, 2)) {
      AtomicIntegerArray workers = new AtomicIntegerArray(2);
      pool.run((task, worker) -> workers.incrementAndGet(worker), 100);
      assertEquals(100, workers.get(0));
      neverRun.getFirst().run(); // too late: there is no call to join
      assertEquals(100, workers.get(0) + workers.get(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatATaskThrowsReachesTheCallerAndThePoolLivesOn(Kind kind) {
    try (ComputePool pool = kind.pool(2)) {
      for (Throwable failure :
          List.of(new IllegalStateException("task 3"), new StackOverflowError("task 3"))) {
        assertSame(failure, assertThrows(Throwable.class, () -> pool.run(failing(failure), 4)));
      }
      AtomicIntegerArray runs = new AtomicIntegerArray(4);
      pool.run((task, worker) -> runs.incrementAndGet(task), 4);
      assertEquals(1, runs.get(3));
    }
  }

  private static ComputePool.Task failing(Throwable failure) {
    return (task, worker) -> {
      if (task == 3 && failure instanceof RuntimeException e) {
        throw e;
      }
      if (task == 3 && failure instanceof Error e) {
        throw e;
      }
    };
  }

  @Test
  void whatAnExecutorThrowsReachesTheCallerOnceAllTasksHaveRun() {
    OutOfMemoryError failure = new OutOfMemoryError("no thread");
    Executor broken =
        share -> {
          throw failure;
        };
    try (ComputePool pool = ComputePool.over(broken, 3)) {
      AtomicInteger runs = new AtomicInteger();
      assertSame(
          failure,
          assertThrows(Error.class, () -> pool.run((task, worker) -> runs.incrementAndGet(), 6)));
      assertEquals(6, runs.get());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBusyPoolLeavesTheTasksToTheCaller(Kind kind) {
    try (ComputePool pool = kind.pool(2)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(6);
      pool.run(
          (outer, outerWorker) -> pool.run((task, worker) -> runs.incrementAndGet(task), 6), 2);
      for (int task = 0; task < 6; task++) {
        assertEquals(2, runs.get(task));
      }
    }
  }

  @Test
  void theOnlyThreadOfAnExecutorMayBeTheCaller() throws Exception {
    try (ExecutorService single = Executors.newSingleThreadExecutor();
        ComputePool pool = ComputePool.over(single, 4)) {
      AtomicInteger runs = new AtomicInteger();
      single.submit(() -> pool.run((task, worker) -> runs.incrementAndGet(), 100)).get();
      assertEquals(100, runs.get());
    }
  }

  @Test
  void aBlockedExecutorHoldsEachShareOnceAndServesLaterCalls() {
    List<Runnable> queue = new ArrayList<>();
    try (ComputePool pool = ComputePool.over(queue::add, 3)) {
      for (int call = 0; call < 50; call++) {
        pool.run((task, worker) -> {}, 9);
      }
      assertEquals(2, queue.size());
      Runnable stale = queue.getFirst();
      queue.clear();
      CountDownLatch served = new CountDownLatch(1);
      Thread late =
          new Thread(
              () -> {
                stale.run(); // claims the share of the call in progress
                served.countDown();
              });
      Set<Thread> seen = ConcurrentHashMap.newKeySet();
      pool.run(
          (task, worker) -> {
            seen.add(Thread.currentThread());
            if (task == 0) {
              late.start();
              await(served);
            }
          },
          9);
      assertEquals(Set.of(Thread.currentThread(), late), seen);
      assertTrue(queue.isEmpty(), "both shares were in the queue already");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(50, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void severalCallersNeverUseMoreThreadsThanThePoolHas(boolean executor) throws Exception {
    int callers = 4;
    Set<Thread> computing = ConcurrentHashMap.newKeySet();
    try (ExecutorService applications = Executors.newFixedThreadPool(callers);
        ComputePool pool = executor ? ComputePool.over(THREADS, 3) : ComputePool.of(3)) {
      AtomicInteger runs = new AtomicInteger();
      List<Future<?>> calls = new ArrayList<>();
      AtomicInteger running = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      for (int caller = 0; caller < callers; caller++) {
        calls.add(
            applications.submit(
                () -> {
                  for (int i = 0; i < 2000; i++) {
                    pool.run(
                        (task, worker) -> {
                          most.accumulateAndGet(running.incrementAndGet(), Math::max);
                          runs.incrementAndGet();
                          computing.add(Thread.currentThread());
                          running.decrementAndGet();
                        },
                        7);
                  }
                }));
      }
      for (Future<?> call : calls) {
        call.get();
      }
      assertEquals(callers * 2000 * 7, runs.get());
      assertTrue(most.get() <= callers + 2, () -> most + " at a time");
      if (!executor) {
        assertTrue(computing.size() <= callers + 2, computing::toString);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClosedPoolRefusesCalls(Kind kind) {
    for (int threads = 1; threads < 3; threads++) {
      ComputePool pool = kind.pool(threads);
      pool.close();
      pool.close();
      assertClosed(() -> pool.run((task, worker) -> {}, 1));
      assertClosed(pool::requireOpen);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingLetsTheCallInProgressEnd(Kind kind) {
    for (int call = 0; call < 200; call++) {
      ComputePool pool = kind.pool(3);
      AtomicInteger runs = new AtomicInteger();
      pool.run(
          (task, worker) -> {
            runs.incrementAndGet();
            if (task == 4) {
              pool.close();
            }
          },
          9);
      assertEquals(9, runs.get());
      assertClosed(() -> pool.run((task, worker) -> {}, 9));
    }
  }

  @Test
  void closingEndsThePoolsOwnThreadsAndNoOthers() throws InterruptedException {
    Set<Thread> computing = ConcurrentHashMap.newKeySet();
    CountDownLatch all = new CountDownLatch(2);
    try (ComputePool pool = ComputePool.of(2)) {
      pool.run(
          (task, worker) -> {
            computing.add(Thread.currentThread());
            all.countDown();
            await(all);
          },
          2);
    }
    computing.remove(Thread.currentThread());
    assertEquals(1, computing.size());
    for (Thread thread : computing) {
      assertTrue(thread.isDaemon());
      thread.join(10_000);
      assertFalse(thread.isAlive());
    }
    ComputePool.over(THREADS, 2).close();
    assertFalse(THREADS.isShutdown());
  }

  @Test
  void sizesBelowOneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> ComputePool.of(0));
    assertThrows(IllegalArgumentException.class, () -> ComputePool.over(Runnable::run, 0));
  }

  private static void assertClosed(Runnable call) {
    String message = assertThrows(IllegalStateException.class, call::run).getMessage();
    assertTrue(message.contains("the compute pool is closed; close it after"), message);
  }
}
