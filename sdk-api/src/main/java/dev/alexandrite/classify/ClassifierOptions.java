package dev.alexandrite.classify;

import dev.alexandrite.ComputePool;
import dev.alexandrite.Engines;
import dev.alexandrite.InvalidModelException;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.tensor.WeightForm;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
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
 * @param maxWaiting how many calls may wait for a place at the same time; one more is refused.
 *     {@link #UNBOUNDED} by default
 * @param timeout how long a call waits for a place, before it is refused; without one, as long as
 *     it takes. What is computed is not interrupted, and decoding a file comes before
 * @param microBatch how concurrent calls for one image are gathered into a batch; without it, each
 *     is computed by itself
 * @param views how many crops of each image are looked at
 * @param weights how the weights of fully connected layers are kept
 * @param decoding which image files are decoded and how
 * @param classLoader where backends are looked for
 * @param thresholds from which probability on an image has a label, where it may have several: none
 *     for {@value #THRESHOLD} everywhere, one for all labels, or one a label
 */
public record ClassifierOptions(
    String backend,
    int threads,
    @Nullable ComputePool computePool,
    int maxConcurrent,
    int batchSize,
    WhenBusy whenBusy,
    int maxWaiting,
    @Nullable Duration timeout,
    @Nullable MicroBatch microBatch,
    Views views,
    WeightForm weights,
    Decoding decoding,
    ClassLoader classLoader,
    List<Double> thresholds) {
  /** From which probability on an image has a label, if nothing else is said. */
  public static final double THRESHOLD = 0.5;

  /** The name by which the best available backend is asked for. */
  public static final String AUTO = "auto";

  /** The {@link #maxWaiting()} of a classifier that any number of calls may wait for. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if a number is out of range, or two options contradict each
   *     other
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
    thresholds = List.copyOf(thresholds);
    for (double threshold : thresholds) {
      if (!(threshold > 0 && threshold < 1)) {
        throw new IllegalArgumentException(
            "thresholds must be above 0 and below 1, such as "
                + THRESHOLD
                + ", found "
                + threshold);
      }
    }
    requirePositive("maxConcurrent", maxConcurrent);
    requirePositive("batchSize", batchSize);
    requirePositive("maxWaiting", maxWaiting);
    if (timeout != null && !timeout.isPositive()) {
      throw new IllegalArgumentException(
          "timeout must be more than 0, found "
              + timeout
              + "; a classifier that does not wait at all has whenBusy(WhenBusy.REFUSE)");
    }
    if (microBatch != null) {
      requireRoom(microBatch, batchSize, maxWaiting, whenBusy);
      requireTime(microBatch, timeout);
    }
  }

  private static void requireTime(MicroBatch microBatch, @Nullable Duration timeout) {
    if (timeout != null && timeout.compareTo(microBatch.maxWait()) <= 0) {
      throw new IllegalArgumentException(
          "timeout is "
              + timeout
              + ", but a call that is alone waits "
              + microBatch.maxWait()
              + " for more, by microBatch; set a longer timeout or a shorter wait");
    }
  }

  private static void requireRoom(
      MicroBatch microBatch, int batchSize, int maxWaiting, WhenBusy whenBusy) {
    int images = microBatch.maxImages();
    if (images > batchSize) {
      throw new IllegalArgumentException(
          "microBatch gathers "
              + images
              + " images, more than the batchSize of "
              + batchSize
              + " that are computed together; raise batchSize first");
    }
    if (images > maxWaiting) {
      throw new IllegalArgumentException(
          "microBatch gathers "
              + images
              + " images, but maxWaiting lets "
              + maxWaiting
              + " calls wait; raise maxWaiting");
    }
    if (whenBusy == WhenBusy.REFUSE) {
      throw new IllegalArgumentException(
          "microBatch and WhenBusy.REFUSE are both set, but a call that is gathered waits; bound"
              + " the wait by maxWaiting(...) and timeout(...)");
    }
  }

  /**
   * The best backend, a thread a processor, one call at a time, batches of 16, waiting without a
   * bound, each call by itself, the centre crop, weights as trained, files decoded by {@link
   * Decoding#defaults()}.
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
        UNBOUNDED,
        null,
        null,
        Views.CENTER,
        WeightForm.FLOAT32,
        Decoding.defaults(),
        Engines.apiLoader(),
        List.of());
  }

  private ClassifierOptions with(Consumer<ClassifierOptionsDraft> change) {
    ClassifierOptionsDraft draft = new ClassifierOptionsDraft(this);
    change.accept(draft);
    return draft.options();
  }

  /**
   * Chooses the backend.
   *
   * @param name {@code cpu}, {@code scalar}, {@code cuda}, a third party's, or {@code auto}
   * @return the changed options
   */
  public ClassifierOptions backend(String name) {
    return with(draft -> draft.backend = name);
  }

  /**
   * Sets the computing threads. Cannot be combined with {@link #computePool}.
   *
   * @param count how many, at least 1
   * @return the changed options
   */
  public ClassifierOptions threads(int count) {
    requirePositive("threads", count);
    return with(draft -> draft.threads = count);
  }

  /**
   * Computes on a pool that the application shares out and closes itself, after the classifier.
   * Cannot be combined with {@link #threads}.
   *
   * @param pool the pool, open
   * @return the changed options
   */
  public ClassifierOptions computePool(ComputePool pool) {
    Objects.requireNonNull(pool, "pool");
    return with(draft -> draft.computePool = pool);
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
    return with(draft -> draft.maxConcurrent = calls);
  }

  /**
   * Sets how many images are computed together.
   *
   * @param images how many, at least 1
   * @return the changed options
   */
  public ClassifierOptions batchSize(int images) {
    return with(draft -> draft.batchSize = images);
  }

  /**
   * Sets what calls do when all arenas are in use.
   *
   * @param action wait or refuse
   * @return the changed options
   */
  public ClassifierOptions whenBusy(WhenBusy action) {
    return with(draft -> draft.whenBusy = action);
  }

  /**
   * Bounds the queue: how many calls may wait for a place at the same time. One more gets a {@link
   * ClassifierBusyException} at once.
   *
   * @param calls how many, at least 1
   * @return the changed options
   */
  public ClassifierOptions maxWaiting(int calls) {
    return with(draft -> draft.maxWaiting = calls);
  }

  /**
   * Bounds how long a call waits for a place, that of a batch included. A call that has waited as
   * long gets a {@link ClassifierBusyException}; one that has its place is computed to its end, and
   * a picture is decoded before the wait begins.
   *
   * @param longest more than 0
   * @return the changed options
   */
  public ClassifierOptions timeout(Duration longest) {
    Objects.requireNonNull(longest, "longest");
    return with(draft -> draft.timeout = longest);
  }

  /**
   * Gathers concurrent calls of {@code classify} for one picture each, and computes them together:
   * more pictures a second where many callers call at once, and up to {@code maxWait} more for one
   * who calls alone. Each gets the bits that it would get alone. A picture that cannot be decoded
   * fails its own call only. No thread is added: the call that has waited longest computes for all.
   *
   * @param maxImages the most images that are computed together, 2 to {@link #batchSize()}
   * @param maxWait how long the first of them waits for more
   * @return the changed options
   */
  public ClassifierOptions microBatch(int maxImages, Duration maxWait) {
    MicroBatch gathered = new MicroBatch(maxImages, maxWait);
    return with(draft -> draft.microBatch = gathered);
  }

  /**
   * Sets how many crops of each image are looked at.
   *
   * @param crops the crops
   * @return the changed options
   */
  public ClassifierOptions views(Views crops) {
    return with(draft -> draft.views = crops);
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
    return with(draft -> draft.weights = form);
  }

  /**
   * Sets which image files are decoded and how: formats, limits, and whether an EXIF orientation is
   * applied. Pictures that are decoded already are taken as they are.
   *
   * @param rules formats and limits
   * @return the changed options
   */
  public ClassifierOptions decoding(Decoding rules) {
    return with(draft -> draft.decoding = rules);
  }

  /**
   * Sets where the engine and backends are looked for.
   *
   * @param loader the class loader
   * @return the changed options
   */
  public ClassifierOptions classLoader(ClassLoader loader) {
    return with(draft -> draft.classLoader = loader);
  }

  /**
   * Sets from which probability on an image has a label, where it may have several. A classifier of
   * another kind refuses them. Default: {@value #THRESHOLD}.
   *
   * @param probabilities one for all labels, or one a label in the order of the names, above 0 and
   *     below 1
   * @return the changed options
   */
  public ClassifierOptions thresholds(double... probabilities) {
    if (probabilities.length == 0) {
      throw new IllegalArgumentException(
          "thresholds: found none, expected one for all labels, or one a label");
    }
    return with(draft -> draft.thresholds = Arrays.stream(probabilities).boxed().toList());
  }

  /**
   * A threshold for each label.
   *
   * @param labels how many labels
   * @return {@code float64[labels]}: those that were set, the one for all, or {@value #THRESHOLD}
   * @throws dev.alexandrite.InvalidModelException if there are several, and not one a label
   */
  public double[] thresholdsOf(int labels) {
    int given = thresholds.size();
    if (given > 1 && given != labels) {
      throw new InvalidModelException(
          "found "
              + given
              + " thresholds for "
              + labels
              + " labels; give one for all, or one a label");
    }
    double[] each = new double[labels];
    for (int label = 0; label < labels; label++) {
      each[label] = given == 0 ? THRESHOLD : thresholds.get(given == 1 ? 0 : label);
    }
    return each;
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " must be at least 1, found " + value);
    }
  }
}
