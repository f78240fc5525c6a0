package dev.alexandrite.core.devices;

import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of one device that are added up over all of them together, and are ready at the same
 * time: a list of arrays, of each the sums of the device's subtrees of the batch.
 */
class Bucket {
  private final float[][][] parts;
  private final Semaphore ready = new Semaphore(0);
  private volatile @Nullable Throwable failure;

  /**
   * A bucket of zeros.
   *
   * @param sizes how many numbers each array has
   * @param terms how many sums of subtrees this device has of each
   */
  Bucket(int[] sizes, int terms) {
    this.parts = new float[sizes.length][terms][];
    for (int i = 0; i < parts.length; i++) {
      int elements = sizes[i];
      Arrays.setAll(parts[i], term -> new float[elements]);
    }
  }

  final int size() {
    return parts.length;
  }

  /** The sums of this device's subtrees. */
  final float[][] terms(int array) {
    return parts[array];
  }

  /** The sum over the whole batch, once the bucket is ready; it takes the first term's place. */
  final float[] total(int array) {
    return parts[array][0];
  }

  /** Says that the device has no examples in a subtree. */
  final void clear(int term) {
    for (float[][] array : parts) {
      Arrays.fill(array[term], 0);
    }
  }

  final void markReady() {
    ready.release();
  }

  final void markFailed(Throwable cause) {
    failure = cause;
    ready.release();
  }

  final void awaitReady() {
    try {
      ready.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokenLinksException();
    }
    Throwable cause = failure;
    if (cause instanceof BrokenLinksException) {
      throw new BrokenLinksException();
    }
    if (cause != null) {
      throw new IllegalStateException("gradients could not be added up: " + cause, cause);
    }
  }
}
