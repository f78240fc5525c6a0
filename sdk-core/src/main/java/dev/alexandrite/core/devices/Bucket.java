package dev.alexandrite.core.devices;

import dev.alexandrite.core.plan.SectionGraph.Gradient;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of one layer's parameters on one device: finished at the same step, exchanged
 * together while the backward pass goes on.
 */
final class Bucket {
  private final List<Gradient> gradients;
  private final float[][][] parts;
  private final Semaphore ready = new Semaphore(0);
  private volatile @Nullable Throwable failure;

  /**
   * A bucket.
   *
   * @param gradients what is finished at the same step
   * @param terms how many sums of subtrees this device has of each
   */
  Bucket(List<Gradient> gradients, int terms) {
    this.gradients = gradients;
    this.parts = new float[gradients.size()][terms][];
    for (int i = 0; i < parts.length; i++) {
      int elements = gradients.get(i).parameter().shape().elements();
      Arrays.setAll(parts[i], term -> new float[elements]);
    }
  }

  int size() {
    return parts.length;
  }

  int readyAt() {
    return gradients.getFirst().readyAt();
  }

  /** The value of a gradient in its section's graph; the same for each of the device's subtrees. */
  int value(int gradient) {
    return gradients.get(gradient).value();
  }

  String parameter(int gradient) {
    return gradients.get(gradient).parameter().name();
  }

  /** The sums of this device's subtrees. */
  float[][] terms(int gradient) {
    return parts[gradient];
  }

  /** The sum over the whole batch, once the bucket is ready; it takes the first term's place. */
  float[] total(int gradient) {
    return parts[gradient][0];
  }

  /** Says that the device has no examples in a subtree. */
  void clear(int term) {
    for (float[][] gradient : parts) {
      Arrays.fill(gradient[term], 0);
    }
  }

  void markReady() {
    ready.release();
  }

  void markFailed(Throwable cause) {
    failure = cause;
    ready.release();
  }

  void awaitReady() {
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
