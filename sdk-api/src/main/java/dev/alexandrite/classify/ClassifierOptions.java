package dev.alexandrite.classify;

import dev.alexandrite.ComputePool;
import dev.alexandrite.Engines;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.tensor.WeightForm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a classifier computes.
 *
 * @param backend the backend's name, or {@code auto} for the best that is available
 * @param threads computing threads, 1 to {@value ComputePool#MOST_THREADS}; 0 for those of the
 *     pool, or one a processor if there is none; the result does not depend on it
 * @param computePool what to compute on, left open by the classifier; without one, it has threads
 *     of its own
 * @param maxConcurrent calls that compute at the same time, each with scratch memory of its own
 * @param batchSize images of a list, or of an evaluation, that are computed together
 * @param whenBusy what further calls do
 * @param views how many crops of each image are looked at
 * @param weights how the weights of fully connected layers are kept
 * @param decoding which image files are decoded and how
 * @param classLoader where backends are looked for
 */
public record ClassifierOptions(
    String backend,
    int threads,
    @Nullable ComputePool computePool,
    int maxConcurrent,
    int batchSize,
    WhenBusy whenBusy,
    Views views,
    WeightForm weights,
    Decoding decoding,
    ClassLoader classLoader) {
  /** The name by which the best available backend is asked for. */
  public static final String AUTO = "auto";

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if a number is out of range, or both threads and a pool are
   *     set
   */
  public ClassifierOptions {
    if (threads < 0 || threads > ComputePool.MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads must be 1 to "
              + ComputePool.MOST_THREADS
              + ", or 0 for one a processor, found "
              + threads);
    }
    if (threads > 0 && computePool != null) {
      throw new IllegalArgumentException(
          "threads and computePool are both set, but a pool brings its own threads; remove one of"
              + " the calls");
    }
    Objects.requireNonNull(decoding, "decoding");
    requirePositive("maxConcurrent", maxConcurrent);
    requirePositive("batchSize", batchSize);
  }

  /**
   * The best backend, a thread a processor, one call at a time, batches of 16, waiting, the centre
   * crop, weights as trained, files decoded by {@link Decoding#defaults()}.
   *
   * @return the options
   */
  public static ClassifierOptions defaults() {
    return new ClassifierOptions(
        AUTO,
        0,
        null,
        1,
        16,
        WhenBusy.WAIT,
        Views.CENTER,
        WeightForm.FLOAT32,
        Decoding.defaults(),
        Engines.apiLoader());
  }

  /**
   * Chooses the backend.
   *
   * @param name {@code cpu}, {@code scalar}, {@code cuda}, a third party's, or {@code auto}
   * @return the changed options
   */
  public ClassifierOptions backend(String name) {
    return new ClassifierOptions(
        name,
        threads,
        computePool,
        maxConcurrent,
        batchSize,
        whenBusy,
        views,
        weights,
        decoding,
        classLoader);
  }

  /**
   * Sets the computing threads. Cannot be combined with {@link #computePool}.
   *
   * @param count how many, at least 1
   * @return the changed options
   */
  public ClassifierOptions threads(int count) {
    requirePositive("threads", count);
    return new ClassifierOptions(
        backend,
        count,
        computePool,
        maxConcurrent,
        batchSize,
        whenBusy,
        views,
        weights,
        decoding,
        classLoader);
  }

  /**
   * Computes on a pool that the application shares out and closes itself, after the classifier.
   * Cannot be combined with {@link #threads}.
   *
   * @param pool the pool, open
   * @return the changed options
   */
  public ClassifierOptions computePool(ComputePool pool) {
    return new ClassifierOptions(
        backend,
        threads,
        Objects.requireNonNull(pool, "pool"),
        maxConcurrent,
        batchSize,
        whenBusy,
        views,
        weights,
        decoding,
        classLoader);
  }

  /**
   * What {@link #threads()} and {@link #computePool()} come to.
   *
   * @return the threads of the pool, those that were set, or one a processor
   */
  public int computingThreads() {
    if (computePool != null) {
      return computePool.threads();
    }
    int processors = Runtime.getRuntime().availableProcessors();
    return threads == 0 ? Math.min(processors, ComputePool.MOST_THREADS) : threads;
  }

  /**
   * Sets how many calls compute at the same time.
   *
   * @param calls how many, at least 1
   * @return the changed options
   */
  public ClassifierOptions maxConcurrent(int calls) {
    return new ClassifierOptions(
        backend,
        threads,
        computePool,
        calls,
        batchSize,
        whenBusy,
        views,
        weights,
        decoding,
        classLoader);
  }

  /**
   * Sets how many images are computed together.
   *
   * @param images how many, at least 1
   * @return the changed options
   */
  public ClassifierOptions batchSize(int images) {
    return new ClassifierOptions(
        backend,
        threads,
        computePool,
        maxConcurrent,
        images,
        whenBusy,
        views,
        weights,
        decoding,
        classLoader);
  }

  /**
   * Sets what calls do when all arenas are in use.
   *
   * @param action wait or refuse
   * @return the changed options
   */
  public ClassifierOptions whenBusy(WhenBusy action) {
    return new ClassifierOptions(
        backend,
        threads,
        computePool,
        maxConcurrent,
        batchSize,
        action,
        views,
        weights,
        decoding,
        classLoader);
  }

  /**
   * Sets how many crops of each image are looked at.
   *
   * @param crops the crops
   * @return the changed options
   */
  public ClassifierOptions views(Views crops) {
    return new ClassifierOptions(
        backend,
        threads,
        computePool,
        maxConcurrent,
        batchSize,
        whenBusy,
        crops,
        weights,
        decoding,
        classLoader);
  }

  /**
   * Sets how the weights of fully connected layers are kept. Smaller ones answer sooner, since one
   * image waits for memory to deliver them, and round the logits; {@code docs/numerics.md} says how
   * often the first class changes.
   *
   * @param form the form
   * @return the changed options
   */
  public ClassifierOptions weights(WeightForm form) {
    return new ClassifierOptions(
        backend,
        threads,
        computePool,
        maxConcurrent,
        batchSize,
        whenBusy,
        views,
        form,
        decoding,
        classLoader);
  }

  /**
   * Sets which image files are decoded and how: formats, limits, and whether an EXIF orientation is
   * applied. Pictures that are decoded already are taken as they are.
   *
   * @param rules formats and limits
   * @return the changed options
   */
  public ClassifierOptions decoding(Decoding rules) {
    return new ClassifierOptions(
        backend,
        threads,
        computePool,
        maxConcurrent,
        batchSize,
        whenBusy,
        views,
        weights,
        rules,
        classLoader);
  }

  /**
   * Sets where the engine and backends are looked for.
   *
   * @param loader the class loader
   * @return the changed options
   */
  public ClassifierOptions classLoader(ClassLoader loader) {
    return new ClassifierOptions(
        backend,
        threads,
        computePool,
        maxConcurrent,
        batchSize,
        whenBusy,
        views,
        weights,
        decoding,
        loader);
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " must be at least 1, found " + value);
    }
  }
}
