package dev.alexandrite.cpu;

import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.UpdateOp;

/**
 * The sum of squares: chunks of fixed size are summed apart and added in ascending order, so that
 * the order of additions does not depend on the threads.
 */
final class SquaredNormPlan extends SimdPlan {
  private static final int CHUNK = 4096;

  private final int elements;
  private final double[] partial;
  private final ParallelTask task = (chunk, worker) -> chunk(chunk);

  SquaredNormPlan(UpdateOp.SquaredNorm op, WorkerPool pool) {
    super("chunked", pool);
    this.elements = op.shape().elements();
    this.partial = new double[Math.ceilDiv(elements, CHUNK)];
  }

  @Override
  void compute(RunState state) {
    parallel(task, partial.length);
    double total = 0;
    for (double sum : partial) {
      total += sum;
    }
    output(0).array()[output(0).offset()] = (float) total;
  }

  private void chunk(int chunk) {
    int from = chunk * CHUNK;
    partial[chunk] =
        sumOfSquares(input(0).array(), input(0).offset() + from, Math.min(CHUNK, elements - from));
  }

  static double sumOfSquares(float[] x, int at, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double value = x[at + i];
      sum += value * value;
    }
    return sum;
  }
}
