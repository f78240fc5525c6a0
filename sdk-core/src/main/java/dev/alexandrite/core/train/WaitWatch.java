package dev.alexandrite.core.train;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Measures how much of an epoch passes in waiting for data, and warns once when it is much. */
final class WaitWatch {
  private static final double MUCH = 0.2;
  private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(20);

  private long started = System.nanoTime();
  private long waited;
  private long examples;
  private boolean warned;

  void startEpoch() {
    started = System.nanoTime();
    waited = 0;
    examples = 0;
  }

  void took(long waitNanos, int rows) {
    waited += waitNanos;
    examples += rows;
  }

  double imagesPerSecond() {
    return examples / Math.max(1e-9, seconds(System.nanoTime() - started));
  }

  double waitShare() {
    return waited / (double) Math.max(1, System.nanoTime() - started);
  }

  Optional<String> warning(int loaderThreads) {
    long elapsed = System.nanoTime() - started;
    if (warned || elapsed < LEAST_NANOS || waited < MUCH * elapsed) {
      return Optional.empty();
    }
    warned = true;
    return Optional.of(
        "training waits for data: of "
            + Math.round(seconds(elapsed))
            + " s, "
            + Math.round(seconds(waited))
            + " s were spent waiting and "
            + Math.round(seconds(elapsed - waited))
            + " s computing; raise loaderThreads (now "
            + loaderThreads
            + "), cache decoded images, or store images near the size they are resized to");
  }

  private static double seconds(long nanos) {
    return nanos * 1e-9;
  }
}
