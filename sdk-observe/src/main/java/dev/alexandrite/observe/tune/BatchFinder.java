package dev.alexandrite.observe.tune;

import dev.alexandrite.Engines;
import dev.alexandrite.TrainingException;
import dev.alexandrite.train.MemoryEstimator;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.TrainingEngine;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the largest batch with which a run fits into memory. Runs are planned for it, by bisection,
 * and none is trained: what a plan needs is known before any of it is allocated, see {@link
 * MemoryReport}.
 *
 * <pre>{@code
 * LargestBatch largest = BatchFinder.of(trainer).find();
 * System.out.println(largest); // what fits, what limits it, and what the next power of two needs
 * }</pre>
 *
 * <p>A batch fits if its {@link MemoryReport#recommendedHeap()} is within the heap limit and {@link
 * MemoryReport#largestDevice()} within the memory of a device of the trainer's backend. That is a
 * little stricter than {@link Trainer#fit()}, which also starts a run that would spend its time
 * collecting garbage. Immutable; the trainer is left as it is.
 */
public final class BatchFinder {
  private final TrainingConfig config;
  private final long heap;

  private BatchFinder(TrainingConfig config, long heap) {
    this.config = config;
    this.heap = heap;
  }

  /**
   * A finder for a run in this process.
   *
   * @param trainer what would be trained, as it is told by now; its batch size does not matter
   * @return the finder
   * @throws TrainingException if the trainer's options do not fit together
   */
  public static BatchFinder of(Trainer trainer) {
    return new BatchFinder(trainer.config(), Runtime.getRuntime().maxMemory());
  }

  /**
   * Asks for a process with another heap limit.
   *
   * @param bytes the limit (-Xmx), at least 1; that of this process by default
   * @return a changed copy
   * @throws TrainingException if it is out of range
   */
  public BatchFinder heap(long bytes) {
    if (bytes < 1) {
      throw new TrainingException("batch finder: heap must be at least 1 byte, found " + bytes);
    }
    return new BatchFinder(config, bytes);
  }

  /**
   * Plans until the answer is known.
   *
   * @return the largest batch, and what limits it
   * @throws TrainingException if not even a batch of one image fits; the message says what it needs
   * @throws dev.alexandrite.BackendException if the backend is unknown or unavailable
   */
  public LargestBatch find() {
    TrainingEngine engine = Engines.load(TrainingEngine.class, config.execution().classLoader());
    try (MemoryEstimator estimator = engine.estimator(config)) {
      return find(estimator);
    }
  }

  private LargestBatch find(MemoryEstimator estimator) {
    int fits = 1;
    MemoryReport memory = estimator.at(fits).heapLimit(heap);
    if (limit(memory) != null) {
      throw new TrainingException(
          "not even a batch of one image fits; "
              + memory
              + "; start Java with a larger -Xmx, or train a smaller network");
    }
    int tooLarge = config.data().size() + 1; // for whatever reason
    LargestBatch.Limit limit = LargestBatch.Limit.DATA;
    int asked = tooLarge - 1; // all images at once, then by halves
    while (tooLarge - fits > 1) {
      MemoryReport report = report(estimator, asked);
      LargestBatch.Limit reason = limit(report);
      if (report != null && reason == null) {
        fits = asked;
        memory = report;
      } else {
        tooLarge = asked;
        limit = Objects.requireNonNull(reason);
      }
      asked = fits + (tooLarge - fits) / 2;
    }
    int next = 2 * Integer.highestOneBit(fits);
    return new LargestBatch(
        fits, memory, limit, next, Optional.ofNullable(report(estimator, next)));
  }

  /** Null if a value of the plan would be larger than an array. */
  private @Nullable MemoryReport report(MemoryEstimator estimator, int batchSize) {
    try {
      return estimator.at(batchSize).heapLimit(heap);
    } catch (TrainingException e) {
      return null;
    }
  }

  /** Why a batch does not fit; null if it does. */
  private static LargestBatch.@Nullable Limit limit(@Nullable MemoryReport report) {
    if (report == null) {
      return LargestBatch.Limit.ARRAY;
    }
    if (report.recommendedHeap() > report.heapLimit()) {
      return LargestBatch.Limit.HEAP;
    }
    return report.largestDevice() > report.deviceLimit() ? LargestBatch.Limit.DEVICE : null;
  }
}
