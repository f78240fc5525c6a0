package dev.alexandrite.core.classify;

import dev.alexandrite.BackendException;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.evaluate.Arena;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.program.ProgramMemory;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.TensorSpec;
import java.util.function.Supplier;

/** What a classifier will take, known before any of it is allocated. */
final class ServingMemory {
  /** Code, class data and garbage between collections of a process that does little else. */
  private static final long RESERVE = 24L << 20;

  /** The part of the heap that a collector needs to move objects about: one in eight. */
  private static final int SPARE = 8;

  private final String owner;
  private final Backend backend;
  private final ClassifierOptions options;
  private final long device;
  private final long host;

  /**
   * Of a classifier that is planned.
   *
   * @param owner what the weights belong to, such as a checkpoint's folder
   */
  ServingMemory(String owner, Backend backend, InferencePlan plan, ClassifierOptions options) {
    this.owner = owner;
    this.backend = backend;
    this.options = options;
    long weights = plan.persistent().stream().mapToLong(ServingMemory::bytes).sum();
    this.device =
        weights + new ProgramMemory(backend).add(plan.graph(), options.maxConcurrent()).bytes();
    this.host = options.maxConcurrent() * Arena.hostBytes(plan);
  }

  private static long bytes(TensorSpec tensor) {
    return Float.BYTES * tensor.elements(1);
  }

  /**
   * Allocates, unless it will not fit.
   *
   * @param allocation makes the classifier
   * @return what it made
   * @throws BackendException if the heap or the device is too small, also where others hold so much
   *     of it that this is noticed on the way
   */
  <T> T within(Supplier<T> allocation) {
    require();
    try {
      return allocation.get();
    } catch (OutOfMemoryError e) {
      throw new BackendException(tooSmall(), e);
    }
  }

  private void require() {
    if (heap() > Runtime.getRuntime().maxMemory()) {
      throw new BackendException(tooSmall());
    }
    if (device > backend.deviceMemoryBytes()) {
      throw new BackendException(
          owner
              + " needs about "
              + mebibytes(device)
              + " MiB on the device of backend "
              + backend.name()
              + ", which has "
              + mebibytes(backend.deviceMemoryBytes())
              + " MiB; "
              + smaller());
    }
  }

  private String tooSmall() {
    return owner
        + " needs about "
        + mebibytes(heap())
        + " MiB of heap to classify, beside what the application holds, but the limit is "
        + mebibytes(Runtime.getRuntime().maxMemory())
        + " MiB; start Java with -Xmx"
        + mebibytes(heap() + heap() / SPARE)
        + "m or more, or "
        + smaller();
  }

  private String smaller() {
    return "ask for less: maxConcurrent is "
        + options.maxConcurrent()
        + ", batchSize "
        + options.batchSize();
  }

  private long heap() {
    return (backend.separateMemory() ? 0 : device) + host + RESERVE;
  }

  private static long mebibytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
