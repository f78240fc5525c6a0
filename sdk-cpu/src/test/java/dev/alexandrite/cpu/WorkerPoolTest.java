package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkerPoolTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void everyTaskRunsOnceAndOnItsWorker(int threads) {
    try (WorkerPool pool = new WorkerPool(threads)) {
      for (int tasks = 0; tasks < 200; tasks++) {
        AtomicIntegerArray workers = new AtomicIntegerArray(tasks);
        pool.run((task, worker) -> workers.addAndGet(task, worker + 1), tasks);
        for (int task = 0; task < tasks; task++) {
          assertEquals(workerOf(task, tasks, threads) + 1, workers.get(task));
        }
      }
    }
  }

  private static int workerOf(int task, int tasks, int threads) {
    int worker = 0;
    while (tasks > 1 && task >= (worker + 1) * tasks / threads) {
      worker++;
    }
    return worker;
  }

  @Test
  void aWorkersFailureReachesTheCallerAndThePoolLivesOn() {
    try (WorkerPool pool = new WorkerPool(2)) {
      IllegalStateException failure = new IllegalStateException("task 3");
      IllegalStateException caught =
          assertThrows(
              IllegalStateException.class,
              () ->
                  pool.run(
                      (task, worker) -> {
                        if (task == 3) {
                          throw failure;
                        }
                      },
                      4));
      assertSame(failure, caught);
      AtomicIntegerArray runs = new AtomicIntegerArray(4);
      pool.run((task, worker) -> runs.incrementAndGet(task), 4);
      assertEquals(1, runs.get(3));
    }
  }

  @Test
  void aBusyPoolLeavesTheTasksToTheCaller() {
    try (WorkerPool pool = new WorkerPool(2)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(6);
      pool.run(
          (outer, outerWorker) -> pool.run((task, worker) -> runs.incrementAndGet(task), 6), 2);
      for (int task = 0; task < 6; task++) {
        assertEquals(2, runs.get(task));
      }
    }
  }
}
