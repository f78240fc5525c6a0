package dev.alexandrite.train;

/**
 * The memory that a run needs, in bytes, known before its first step.
 *
 * @param parameters parameters, optimiser state, averages and accumulated gradients
 * @param plans arenas and workspaces of the training and validation programs
 * @param pipeline batches and images in preparation
 * @param backend where parameters and plans live, such as {@code cpu}
 * @param heapLimit the largest heap of this process (-Xmx)
 */
public record MemoryReport(
    long parameters, long plans, long pipeline, String backend, long heapLimit) {
  /**
   * Everything together.
   *
   * @return the sum in bytes
   */
  public long total() {
    return parameters + plans + pipeline;
  }

  /** One line in MiB. */
  @Override
  public String toString() {
    return "memory: parameters and optimiser "
        + mebibytes(parameters)
        + ", plans "
        + mebibytes(plans)
        + ", pipeline "
        + mebibytes(pipeline)
        + ", together "
        + mebibytes(total())
        + " MiB of "
        + mebibytes(heapLimit)
        + " MiB heap, backend "
        + backend;
  }

  private static long mebibytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
