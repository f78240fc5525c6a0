package dev.alexandrite.core.data;

import dev.alexandrite.data.Order;
import dev.alexandrite.data.Sampling;
import java.util.Locale;

/**
 * How a {@link BatchLoader} goes through a data set.
 *
 * @param batchSize the images of a batch; the last of an epoch may have fewer
 * @param seed the seed of the order and of the augmentations
 * @param order the order of the images, where each comes once
 * @param sampling which images an epoch is made of
 * @param epoch where to begin
 * @param step the first batch of that epoch
 * @param endEpoch the first epoch that is not delivered; {@link Integer#MAX_VALUE} for no end
 * @param threads how many images are prepared at a time
 * @param slots how many batches are prepared or held at a time, at least 2
 */
public record LoaderOptions(
    int batchSize,
    long seed,
    Order order,
    Sampling sampling,
    int epoch,
    int step,
    int endEpoch,
    int threads,
    int slots) {
  private static final int DEFAULT_SLOTS = 4;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is too small
   */
  public LoaderOptions {
    if (batchSize < 1 || threads < 1 || slots < 2 || epoch < 0 || step < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "batches: expected at least 1 image, 1 thread, 2 slots, epoch 0 and step 0, found "
                  + "%d, %d, %d, %d, %d",
              batchSize,
              threads,
              slots,
              epoch,
              step));
    }
  }

  /**
   * Training from the beginning and without an end.
   *
   * @param batchSize the images of a batch
   * @param seed the seed of the order and of the augmentations
   * @return shuffled batches, on half of the processors
   */
  public static LoaderOptions training(int batchSize, long seed) {
    return new LoaderOptions(
        batchSize,
        seed,
        Order.SHUFFLED,
        Sampling.once(),
        0,
        0,
        Integer.MAX_VALUE,
        defaultThreads(),
        DEFAULT_SLOTS);
  }

  /**
   * One pass in the data set's order.
   *
   * @param batchSize the images of a batch
   * @return batches of one epoch, on half of the processors
   */
  public static LoaderOptions evaluation(int batchSize) {
    return new LoaderOptions(
        batchSize, 0, Order.FIXED, Sampling.once(), 0, 0, 1, defaultThreads(), DEFAULT_SLOTS);
  }

  /** Half of the processors: the other half computes. */
  private static int defaultThreads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  /**
   * Another place to begin.
   *
   * @param epoch the epoch
   * @param step the batch in it
   * @return the changed copy
   */
  public LoaderOptions startingAt(int epoch, int step) {
    return new LoaderOptions(
        batchSize, seed, order, sampling, epoch, step, endEpoch, threads, slots);
  }

  /**
   * Another end.
   *
   * @param endEpoch the first epoch that is not delivered
   * @return the changed copy
   */
  public LoaderOptions endingAt(int endEpoch) {
    return new LoaderOptions(
        batchSize, seed, order, sampling, epoch, step, endEpoch, threads, slots);
  }

  /**
   * Another number of threads.
   *
   * @param threads how many images are prepared at a time
   * @return the changed copy
   */
  public LoaderOptions threads(int threads) {
    return new LoaderOptions(
        batchSize, seed, order, sampling, epoch, step, endEpoch, threads, slots);
  }

  /**
   * Another order.
   *
   * @param order the order of the images
   * @return the changed copy
   */
  public LoaderOptions order(Order order) {
    return new LoaderOptions(
        batchSize, seed, order, sampling, epoch, step, endEpoch, threads, slots);
  }

  /**
   * Another choice of images.
   *
   * @param sampling which images an epoch is made of
   * @return the changed copy
   */
  public LoaderOptions sampling(Sampling sampling) {
    return new LoaderOptions(
        batchSize, seed, order, sampling, epoch, step, endEpoch, threads, slots);
  }
}
