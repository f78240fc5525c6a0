package dev.alexandrite.train;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The memory that a run needs, in bytes, known before its first step.
 *
 * @param parameters parameters, optimiser state, averages and accumulated gradients
 * @param plans arenas and workspaces of the training and validation programs
 * @param pipeline batches in preparation, of training and validation, the images kept by {@link
 *     Trainer#cacheImages} or {@link dev.alexandrite.data.CachedDataset#memory} once all are read,
 *     and what several devices exchange
 * @param backend where parameters and plans live, such as {@code cpu}
 * @param heapLimit the largest heap of this process (-Xmx)
 * @param devices the training's part of parameters and plans on each device
 */
public record MemoryReport(
    long parameters,
    long plans,
    long pipeline,
    String backend,
    long heapLimit,
    List<Long> devices) {
  /** Copies the list. */
  public MemoryReport {
    devices = List.copyOf(devices);
  }

  /**
   * Everything together.
   *
   * @return the sum in bytes
   */
  public long total() {
    return parameters + plans + pipeline;
  }

  /**
   * What the heap limit leaves for images being decoded, garbage and the application, if everything
   * is on the heap.
   *
   * @return bytes; negative if the limit is too small
   */
  public long headroom() {
    return heapLimit - total();
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
        + " MiB heap, headroom "
        + (headroom() >> 20)
        + " MiB, backend "
        + backend
        + (devices.size() > 1 ? ", on each of " + devices.size() + " devices " + perDevice() : "");
  }

  private String perDevice() {
    return devices.stream()
        .map(bytes -> String.valueOf(mebibytes(bytes)))
        .collect(Collectors.joining(", ", "", " MiB"));
  }

  private static long mebibytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
