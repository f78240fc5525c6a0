package dev.alexandrite.core.train;

import dev.alexandrite.TrainingException;
import dev.alexandrite.train.MemoryReport;

/** Refuses a run that will not fit, before anything is allocated. */
final class MemoryCheck {
  private MemoryCheck() {}

  static void require(MemoryReport memory, int batchSize) {
    if (memory.leastHeap() > memory.heapLimit()) {
      throw new TrainingException(
          "training at batch size "
              + batchSize
              + " needs about "
              + mebibytes(memory.leastHeap())
              + " MiB of heap, but the limit is "
              + mebibytes(memory.heapLimit())
              + " MiB; "
              + remedy(memory));
    }
    if (memory.largestDevice() > memory.deviceLimit()) {
      throw new TrainingException(
          "training at batch size "
              + batchSize
              + " needs about "
              + mebibytes(memory.largestDevice())
              + " MiB on one device, which has "
              + mebibytes(memory.deviceLimit())
              + " MiB; halve the batch size and use accumulate(2), or more devices");
    }
  }

  /** Where the heap was too small after all, be it for the run or for what is beside it. */
  static String outOfMemory(MemoryReport memory) {
    String heap = "the heap of " + mebibytes(memory.heapLimit()) + " MiB ";
    return memory.recommendedHeap() > memory.heapLimit()
        ? heap + "is too small for this run; " + remedy(memory)
        : heap
            + "is full, though this run by itself would need no more than "
            + mebibytes(memory.recommendedHeap())
            + " MiB: listeners, the data set or another part of the application hold the rest;"
            + " start Java with a larger -Xmx, or let them keep less";
  }

  /** What to do where it is. */
  static String remedy(MemoryReport memory) {
    return "start Java with -Xmx"
        + mebibytes(memory.recommendedHeap())
        + "m, and more if the application itself holds much, or halve the batch size and use"
        + " accumulate(2)";
  }

  static long mebibytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
