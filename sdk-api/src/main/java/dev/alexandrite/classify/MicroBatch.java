package dev.alexandrite.classify;

import java.time.Duration;
import java.util.Objects;

/**
 * How concurrent calls for one image are gathered, so that they are computed together.
 *
 * @param maxImages the most images that are computed together, at least 2
 * @param maxWait how long the first of them waits for more, more than 0 and at most 10 seconds; a
 *     batch that is full before does not wait
 */
public record MicroBatch(int maxImages, Duration maxWait) {
  private static final long MOST_SECONDS = 10;

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public MicroBatch {
    Objects.requireNonNull(maxWait, "maxWait");
    if (maxImages < 2) {
      throw new IllegalArgumentException(
          "microBatch: maxImages must be at least 2, found "
              + maxImages
              + "; leave microBatch(...) out where each image is to be computed alone");
    }
    if (!maxWait.isPositive() || maxWait.compareTo(Duration.ofSeconds(MOST_SECONDS)) > 0) {
      throw new IllegalArgumentException(
          "microBatch: maxWait must be more than 0 and at most "
              + MOST_SECONDS
              + " s, since every call may wait for as long, found "
              + maxWait);
    }
  }
}
