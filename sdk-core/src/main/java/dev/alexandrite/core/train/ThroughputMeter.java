package dev.alexandrite.core.train;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Measures how much of an epoch passes in waiting for data, and warns once when it is much. Epochs
 * too short to judge are judged together; what happens between them does not count.
 */
final class ThroughputMeter {
  private static final double MUCH = 0.2;
  private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final LongSupplier clock;
  private long started;
  private long lastBatch;
  private long waited;
  private long examples;
  private long earlierElapsed; // in the short epochs before this one
  private long earlierWaited;
  private boolean warned;

  ThroughputMeter() {
    this(System::nanoTime);
  }

  /** Reads nanoseconds from another clock. */
  ThroughputMeter(LongSupplier clock) {
    this.clock = clock;
    started = clock.getAsLong();
    lastBatch = started;
  }

  void startEpoch() {
    long elapsed = earlierElapsed + lastBatch - started;
    boolean judged = elapsed >= LEAST_NANOS;
    earlierElapsed = judged ? 0 : elapsed;
    earlierWaited = judged ? 0 : earlierWaited + waited;
    started = clock.getAsLong();
    lastBatch = started;
    waited = 0;
    examples = 0;
  }

  /** A batch is trained. */
  void took(long waitNanos, int rows) {
    lastBatch = clock.getAsLong();
    waited += waitNanos;
    examples += rows;
  }

  double imagesPerSecond() {
    return examples / Math.max(1e-9, seconds(clock.getAsLong() - started));
  }

  double waitShare() {
    return waited / (double) Math.max(1, clock.getAsLong() - started);
  }

  Optional<String> warning(int loaderThreads) {
    long elapsed = earlierElapsed + lastBatch - started;
    long idle = earlierWaited + waited;
    if (warned || elapsed < LEAST_NANOS || idle < MUCH * elapsed) {
      return Optional.empty();
    }
    warned = true;
    return Optional.of(
        "training waits for data: of "
            + Math.round(seconds(elapsed))
            + " s, "
            + Math.round(seconds(idle))
            + " s were spent waiting and "
            + Math.round(seconds(elapsed - idle))
            + " s computing; raise loaderThreads (now "
            + loaderThreads
            + "), cache decoded images, or store images near the size they are resized to");
  }

  private static double seconds(long nanos) {
    return nanos * 1e-9;
  }
}
