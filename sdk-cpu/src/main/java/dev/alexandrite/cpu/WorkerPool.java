package dev.alexandrite.cpu;

import dev.alexandrite.ComputePool;
import dev.alexandrite.spi.BackendOptions;

/** The backend's threads: a pool of its own, closed with it, or the application's, left open. */
final class WorkerPool implements AutoCloseable {
  private final ComputePool pool;
  private final boolean own;

  private WorkerPool(ComputePool pool, boolean own) {
    this.pool = pool;
    this.own = own;
  }

  WorkerPool(int threads) {
    this(ComputePool.of(threads), true);
  }

  static WorkerPool of(BackendOptions options) {
    ComputePool supplied = options.computePool();
    if (supplied == null) {
      return new WorkerPool(options.threads());
    }
    supplied.requireOpen();
    return new WorkerPool(supplied, false);
  }

  int threads() {
    return pool.threads();
  }

  /** Runs every task and returns when all are done; rethrows what a task threw. */
  void run(ParallelTask work, int count) {
    pool.run(work, count);
  }

  @Override
  public void close() {
    if (own) {
      pool.close();
    }
  }
}
