package dev.alexandrite.train;

/**
 * Plans one run at different batch sizes, to find out what each would need; see {@link
 * Trainer#memory()}. It holds a backend until it is closed. Not thread-safe.
 */
public interface MemoryEstimator extends AutoCloseable {
  /**
   * Plans the run at a batch size. Nothing of what it would need is allocated.
   *
   * @param batchSize images of a batch, at least 1
   * @return what it would need
   * @throws dev.alexandrite.TrainingException if a value would be larger than what can be addressed
   */
  MemoryReport at(int batchSize);

  /** Closes the backend. */
  @Override
  void close();
}
