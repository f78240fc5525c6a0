package dev.alexandrite.observe.tune;

import dev.alexandrite.train.MemoryReport;
import java.util.Optional;

/**
 * The largest batch with which a run fits, see {@link BatchFinder}.
 *
 * @param batchSize images of the batch; one more would not fit
 * @param memory what a run with it needs
 * @param limit why one more would not fit
 * @param nextBatchSize the smallest power of two above it
 * @param nextMemory what a run with that would need; empty if an array does not hold it
 */
public record LargestBatch(
    int batchSize,
    MemoryReport memory,
    Limit limit,
    int nextBatchSize,
    Optional<MemoryReport> nextMemory) {
  /** What keeps a batch from being larger. */
  public enum Limit {
    /** The heap of the Java process. */
    HEAP("the heap (-Xmx)"),
    /** The memory of a device. */
    DEVICE("the memory of the device"),
    /** All temporary values of a step lie in one array, which has at most 2^31 elements. */
    ARRAY("the length of a Java array"),
    /** There are no more images to train on. */
    DATA("the number of training images");

    private final String text;

    Limit(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * The heap limit (-Xmx) with which the next power of two would fit, as far as the heap is
   * concerned.
   *
   * @return bytes; empty if no heap is large enough
   */
  public Optional<Long> nextHeap() {
    return nextMemory.map(MemoryReport::recommendedHeap);
  }

  /** What fits, and what the next power of two needs. */
  @Override
  public String toString() {
    return "batch size "
        + batchSize
        + " is the largest on backend "
        + memory.backend()
        + ", limited by "
        + limit
        + "; "
        + memory
        + "\n  batch size "
        + nextBatchSize
        + nextMemory.map(LargestBatch::needs).orElse(" is more than an array holds");
  }

  private static String needs(MemoryReport report) {
    return " needs -Xmx"
        + mebibytes(report.recommendedHeap())
        + "m"
        + (report.onHeap()
            ? ""
            : " and " + mebibytes(report.largestDevice()) + " MiB on the device");
  }

  private static long mebibytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
