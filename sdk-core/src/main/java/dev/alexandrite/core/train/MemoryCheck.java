package dev.alexandrite.core.train;

import dev.alexandrite.TrainingException;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.OpGraph;
import java.util.Set;

/** Finds out before anything is allocated whether the heap is large enough. */
final class MemoryCheck {
  /** Code, class data and garbage between collections; a measured process needs about this. */
  private static final long RESERVE_BYTES = 64L << 20;

  /** Backends that keep tensors on the Java heap. */
  private static final Set<String> ON_HEAP = Set.of("cpu", "scalar");

  private MemoryCheck() {}

  /** What training takes on one device: tensors and arenas. */
  static long trainingBytes(TrainingGraphs graphs) {
    long arenas = arena(graphs.step());
    if (graphs.update() != null) {
      arenas += arena(graphs.update());
    }
    return ModelState.bytes(graphs.persistent()) + arenas;
  }

  /** What validation takes; it has a copy of the weights or reads those of the training. */
  static long validationBytes(InferencePlan plan, boolean copies) {
    return arena(plan.graph()) + (copies ? ModelState.bytes(plan.persistent()) : 0);
  }

  /**
   * Refuses a run that will not fit.
   *
   * @param allBytes what training and validation take on all devices
   * @param deviceBytes what they take on the device that needs most
   * @param heapBytes what batches and exchanges take
   */
  static void require(
      Backend backend, int batchSize, long allBytes, long deviceBytes, long heapBytes) {
    boolean onHeap = ON_HEAP.contains(backend.name());
    long needed = (onHeap ? allBytes : 0) + heapBytes + RESERVE_BYTES;
    if (needed > Runtime.getRuntime().maxMemory()) {
      throw tooSmall(batchSize, needed);
    }
    if (deviceBytes > backend.deviceMemoryBytes()) {
      throw new TrainingException(
          "training at batch size "
              + batchSize
              + " needs about "
              + mebibytes(deviceBytes)
              + " MiB on one device, which has "
              + mebibytes(backend.deviceMemoryBytes())
              + " MiB; halve the batch size and use accumulate(2), or more devices");
    }
  }

  private static TrainingException tooSmall(int batchSize, long needed) {
    return new TrainingException(
        "training at batch size "
            + batchSize
            + " needs about "
            + mebibytes(needed)
            + " MiB of heap, but the limit is "
            + mebibytes(Runtime.getRuntime().maxMemory())
            + " MiB; start Java with -Xmx"
            + mebibytes(needed + needed / 8)
            + "m, or halve the batch size and use accumulate(2)");
  }

  private static long arena(OpGraph graph) {
    return Float.BYTES * graph.arenaElements();
  }

  private static long mebibytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
