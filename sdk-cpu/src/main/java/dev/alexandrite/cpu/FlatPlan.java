package dev.alexandrite.cpu;

import dev.alexandrite.spi.RunState;

/**
 * A plan whose every output element depends on the input elements at the same place alone, so that
 * neither layout nor shape matters: a flat range in chunks.
 */
abstract class FlatPlan extends SimdPlan {
  /** Elements in one task: small beside a large tensor, large beside the cost of a task. */
  private static final int CHUNK = 1 << 14;

  private final int elements;
  private final boolean batched;
  private final ParallelTask task = (chunk, worker) -> chunk(chunk);
  private int total;

  /**
   * Describes the range.
   *
   * @param algorithm a short name
   * @param pool runs the chunks
   * @param elements elements of one example, or of the whole tensor if it is not batched
   * @param batched whether there is a row an example
   */
  FlatPlan(String algorithm, WorkerPool pool, int elements, boolean batched) {
    super(algorithm, pool);
    this.elements = elements;
    this.batched = batched;
  }

  @Override
  void compute(RunState state) {
    total = Math.multiplyExact(elements, batched ? state.rows : 1);
    parallel(task, Math.ceilDiv(total, CHUNK));
  }

  private void chunk(int chunk) {
    int from = chunk * CHUNK;
    range(from, Math.min(CHUNK, total - from));
  }

  /** Computes {@code count} elements from element {@code from} on. */
  abstract void range(int from, int count);
}
