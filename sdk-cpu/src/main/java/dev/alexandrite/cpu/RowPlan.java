package dev.alexandrite.cpu;

import dev.alexandrite.spi.RunState;

/** A plan that computes the examples of a batch independently of each other. */
abstract class RowPlan extends SimdPlan {
  private final ParallelTask task = this::row;

  RowPlan(String algorithm, WorkerPool pool) {
    super(algorithm, pool);
  }

  @Override
  void compute(RunState state) {
    parallel(task, state.rows);
  }

  /**
   * Computes one example.
   *
   * @param row its place in the batch
   * @param worker the key to scratch memory
   */
  abstract void row(int row, int worker);
}
