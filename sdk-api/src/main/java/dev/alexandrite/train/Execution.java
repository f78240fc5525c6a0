package dev.alexandrite.train;

import dev.alexandrite.ComputePool;
import dev.alexandrite.classify.ClassifierOptions;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a run computes. No number of threads or bytes changes a result, nor does what is
 * computed twice, and no number of devices does on the backend {@code cpu} under {@link
 * Parallelism#DATA}.
 *
 * @param backend the backend's name, or {@code auto} for the best that is available
 * @param threads computing threads, 1 to {@value ComputePool#MOST_THREADS}; ignored if there is a
 *     pool
 * @param computePool what to compute on, left open; without one, the run has threads of its own
 * @param loaderThreads threads that decode and augment images, 1 to {@value
 *     ComputePool#MOST_THREADS}
 * @param cacheBytes the most bytes of resized images kept in memory, 0 for none
 * @param classLoader where backends are looked for
 * @param devices the devices of the run
 * @param parallelism how the network is divided among them; of no effect on one
 * @param recompute whether the backward pass computes again what would take memory until then
 */
public record Execution(
    String backend,
    int threads,
    @Nullable ComputePool computePool,
    int loaderThreads,
    long cacheBytes,
    ClassLoader classLoader,
    Devices devices,
    Parallelism parallelism,
    boolean recompute) {
  /** The name by which the best available backend is asked for. */
  public static final String AUTO = ClassifierOptions.AUTO;

  /**
   * Checks the options.
   *
   * @throws dev.alexandrite.TrainingException if an option is out of range
   */
  public Execution {
    Checks.between("threads", 1, ComputePool.MOST_THREADS, threads);
    Checks.between("loaderThreads", 1, ComputePool.MOST_THREADS, loaderThreads);
    Checks.atLeast("cacheImages: bytes", 0, cacheBytes);
  }
}
