package dev.alexandrite.benchmarks;

/** One metric on one system, ready to run. */
interface Workload extends AutoCloseable {
  /** Runs once; what this call does is what is timed. */
  void run();

  /**
   * What one run counts for, in the metric's unit times seconds.
   *
   * @return images, or floating-point operations / 1e9
   */
  double size();

  /**
   * A value that shows whether the last run computed something sensible, such as the loss; one that
   * is not finite ends the benchmark.
   */
  double check();

  /** Frees what the system holds. */
  @Override
  void close();
}
