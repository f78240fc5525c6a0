package dev.alexandrite.core.train;

import dev.alexandrite.TrainingException;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.train.MemoryReport;

/** Refuses a run that will not fit, before anything is allocated. */
final class MemoryCheck {
  private MemoryCheck() {}

  static void require(MemoryReport memory, Backend backend, int batchSize) {
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
    if (mostOnOneDevice(memory) > backend.deviceMemoryBytes()) {
      throw new TrainingException(
          "training at batch size "
              + batchSize
              + " needs about "
              + mebibytes(mostOnOneDevice(memory))
              + " MiB on one device, which has "
              + mebibytes(backend.deviceMemoryBytes())
              + " MiB; halve the batch size and use accumulate(2), or more devices");
    }
  }

  /** What to do where the heap was too small after all. */
  static String remedy(MemoryReport memory) {
    return "start Java with -Xmx"
        + mebibytes(memory.recommendedHeap())
        + "m, and more if the application itself holds much, or halve the batch size and use"
        + " accumulate(2)";
  }

  /** Validation and the result's classifier are on the first. */
  private static long mostOnOneDevice(MemoryReport memory) {
    long training = memory.devices().stream().mapToLong(Long::longValue).sum();
    long first = memory.devices().getFirst() + memory.parameters() + memory.plans() - training;
    return memory.devices().stream().mapToLong(Long::longValue).reduce(first, Math::max);
  }

  static long mebibytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
