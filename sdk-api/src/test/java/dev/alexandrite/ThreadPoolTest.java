package dev.alexandrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a pool leaves in threads, whether somebody closes it or not. */
@Timeout(60)
class ThreadPoolTest {
  @Test
  void noThreadStartsBeforeTheFirstCallAndIdleOnesEnd() throws InterruptedException {
    ThreadPool pool = new ThreadPool(4, TimeUnit.MILLISECONDS.toNanos(50));
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    for (int call = 0; call < 2; call++) {
      workers.clear();
      CountDownLatch all = new CountDownLatch(4);
      pool.run(
          (task, worker) -> {
            workers.add(Thread.currentThread());
            all.countDown();
            await(all);
          },
          4);
      assertEquals(4, workers.size());
      workers.remove(Thread.currentThread());
      for (Thread worker : workers) {
        worker.join(TimeUnit.SECONDS.toMillis(30)); // nobody closed the pool
        assertTrue(!worker.isAlive(), worker.getName());
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void threadsThatEndAndCallsThatComeAtTheSameTimeLoseNoTask() {
    try (ThreadPool pool = new ThreadPool(3, 1)) {
      for (int call = 0; call < 3_000; call++) {
        AtomicIntegerArray done = new AtomicIntegerArray(48);
        pool.run((task, worker) -> done.incrementAndGet(task), done.length());
        for (int task = 0; task < done.length(); task++) {
          assertEquals(1, done.get(task), "call " + call + ", task " + task);
        }
        if (call % 3 == 0) {
          Thread.onSpinWait();
        } else if (call % 100 == 1) {
          pauseBriefly();
        }
      }
    }
  }

  private static void pauseBriefly() {
    try {
      Thread.sleep(1); // so that threads park and end
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void numbersThatNoMachineHasAreRefusedBeforeAnyThreadStarts() {
    for (int threads : new int[] {0, -1, 1025, 100_000, Integer.MAX_VALUE}) {
      var e = assertThrows(IllegalArgumentException.class, () -> ComputePool.of(threads));
      assertTrue(e.getMessage().contains("1 to 1024, found " + threads), e.getMessage());
    }
  }
}
