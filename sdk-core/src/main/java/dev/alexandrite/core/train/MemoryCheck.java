package dev.alexandrite.core.train;

import dev.alexandrite.TrainingException;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.spi.OpGraph;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out before anything is allocated whether the heap is large enough. */
final class MemoryCheck {
  /** Code, class data and garbage between collections; a measured process needs about this. */
  private static final long RESERVE_BYTES = 64L << 20;

  /** Backends that keep tensors on the Java heap. */
  private static final Set<String> ON_HEAP = Set.of("cpu", "scalar");

  private MemoryCheck() {}

  static void require(
      String backend,
      TrainingGraphs graphs,
      @Nullable InferencePlan inference,
      boolean averages,
      long pipelineBytes) {
    long tensors = ModelState.bytes(graphs.persistent());
    long arenas = arena(graphs.step());
    if (graphs.update() != null) {
      arenas += arena(graphs.update());
    }
    if (inference != null) {
      arenas += arena(inference.graph());
      tensors += averages ? ModelState.bytes(inference.persistent()) : 0;
    }
    long onHeap = ON_HEAP.contains(backend) ? tensors + arenas : 0;
    long needed = onHeap + pipelineBytes + RESERVE_BYTES;
    if (needed > Runtime.getRuntime().maxMemory()) {
      throw tooSmall(graphs.step().capacity(), needed);
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
