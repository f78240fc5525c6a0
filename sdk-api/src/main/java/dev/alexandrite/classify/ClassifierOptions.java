package dev.alexandrite.classify;

import dev.alexandrite.evaluate.Views;
import dev.alexandrite.spi.Engines;
import dev.alexandrite.train.Execution;

/**
 * How a classifier computes.
 *
 * @param backend the backend's name, or {@code auto} for the best that is available
 * @param threads computing threads of one call, at least 1; the result does not depend on it
 * @param maxConcurrent calls that compute at the same time, each with scratch memory of its own
 * @param batchSize images of a list, or of an evaluation, that are computed together
 * @param whenBusy what further calls do
 * @param views how many crops of each image are looked at
 * @param classLoader where backends are looked for
 */
public record ClassifierOptions(
    String backend,
    int threads,
    int maxConcurrent,
    int batchSize,
    WhenBusy whenBusy,
    Views views,
    ClassLoader classLoader) {
  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if a number is below 1
   */
  public ClassifierOptions {
    requirePositive("threads", threads);
    requirePositive("maxConcurrent", maxConcurrent);
    requirePositive("batchSize", batchSize);
  }

  /**
   * The best backend, a thread a processor, one call at a time, batches of 16, waiting, the centre
   * crop.
   *
   * @return the options
   */
  public static ClassifierOptions defaults() {
    return new ClassifierOptions(
        Execution.AUTO,
        Runtime.getRuntime().availableProcessors(),
        1,
        16,
        WhenBusy.WAIT,
        Views.CENTER,
        Engines.apiLoader());
  }

  /**
   * Chooses the backend.
   *
   * @param name {@code cpu}, {@code scalar}, {@code cuda}, a third party's, or {@code auto}
   * @return the changed options
   */
  public ClassifierOptions withBackend(String name) {
    return new ClassifierOptions(
        name, threads, maxConcurrent, batchSize, whenBusy, views, classLoader);
  }

  /**
   * Sets the computing threads of one call.
   *
   * @param count how many, at least 1
   * @return the changed options
   */
  public ClassifierOptions withThreads(int count) {
    return new ClassifierOptions(
        backend, count, maxConcurrent, batchSize, whenBusy, views, classLoader);
  }

  /**
   * Sets how many calls compute at the same time.
   *
   * @param calls how many, at least 1
   * @return the changed options
   */
  public ClassifierOptions withMaxConcurrent(int calls) {
    return new ClassifierOptions(backend, threads, calls, batchSize, whenBusy, views, classLoader);
  }

  /**
   * Sets how many images are computed together.
   *
   * @param images how many, at least 1
   * @return the changed options
   */
  public ClassifierOptions withBatchSize(int images) {
    return new ClassifierOptions(
        backend, threads, maxConcurrent, images, whenBusy, views, classLoader);
  }

  /**
   * Sets what calls do when all arenas are in use.
   *
   * @param action wait or refuse
   * @return the changed options
   */
  public ClassifierOptions withWhenBusy(WhenBusy action) {
    return new ClassifierOptions(
        backend, threads, maxConcurrent, batchSize, action, views, classLoader);
  }

  /**
   * Sets how many crops of each image are looked at.
   *
   * @param crops the crops
   * @return the changed options
   */
  public ClassifierOptions withViews(Views crops) {
    return new ClassifierOptions(
        backend, threads, maxConcurrent, batchSize, whenBusy, crops, classLoader);
  }

  /**
   * Sets where the engine and backends are looked for.
   *
   * @param loader the class loader
   * @return the changed options
   */
  public ClassifierOptions withClassLoader(ClassLoader loader) {
    return new ClassifierOptions(
        backend, threads, maxConcurrent, batchSize, whenBusy, views, loader);
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " must be at least 1, found " + value);
    }
  }
}
