package dev.alexandrite.train;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The memory that a run needs until its result is there, in bytes, known before any of it is
 * allocated. What the application itself holds is not part of it, nor are pictures while they are
 * decoded.
 *
 * @param parameters parameters, optimiser state, averages and accumulated gradients
 * @param plans arenas, workspaces and packed parameters of training, of validation and of the
 *     result's classifier, and the copy of the weights that these two read where the training is on
 *     several devices
 * @param pipeline batches in preparation, of training and validation, the images kept by {@link
 *     Trainer#cacheImages} or {@link dev.alexandrite.data.CachedDataset#memory} once all are read,
 *     and what several devices exchange
 * @param evaluation the images and logits of validation and of the result's classifier, confusion
 *     counts, and the copy of the best weights if the run ends with these
 * @param backend where parameters and plans live, such as {@code cpu}
 * @param onHeap whether they are on the Java heap; pipeline and evaluation always are
 * @param heapLimit the largest heap of this process (-Xmx)
 * @param devices the training's part of parameters and plans on each device
 * @param deviceLimit the memory of one device; {@link Long#MAX_VALUE} where the heap or nothing
 *     known limits it
 */
public record MemoryReport(
    long parameters,
    long plans,
    long pipeline,
    long evaluation,
    String backend,
    boolean onHeap,
    long heapLimit,
    List<Long> devices,
    long deviceLimit) {
  /** Code, class data and garbage between collections; a measured process needs about this. */
  private static final long RESERVE = 64L << 20;

  /** The part of the heap that a collector needs to move objects about: one in eight. */
  private static final int SPARE = 8;

  /** Copies the list. */
  public MemoryReport {
    devices = List.copyOf(devices);
  }

  /**
   * A run that no device's own memory limits.
   *
   * @param parameters see {@link #parameters()}
   * @param plans see {@link #plans()}
   * @param pipeline see {@link #pipeline()}
   * @param evaluation see {@link #evaluation()}
   * @param backend see {@link #backend()}
   * @param onHeap see {@link #onHeap()}
   * @param heapLimit see {@link #heapLimit()}
   * @param devices see {@link #devices()}
   */
  public MemoryReport(
      long parameters,
      long plans,
      long pipeline,
      long evaluation,
      String backend,
      boolean onHeap,
      long heapLimit,
      List<Long> devices) {
    this(
        parameters,
        plans,
        pipeline,
        evaluation,
        backend,
        onHeap,
        heapLimit,
        devices,
        Long.MAX_VALUE);
  }

  /**
   * The same run in a process with another heap.
   *
   * @param bytes the largest heap (-Xmx)
   * @return a changed copy
   */
  public MemoryReport heapLimit(long bytes) {
    return new MemoryReport(
        parameters, plans, pipeline, evaluation, backend, onHeap, bytes, devices, deviceLimit);
  }

  /**
   * Everything together.
   *
   * @return the sum in bytes
   */
  public long total() {
    return parameters + plans + pipeline + evaluation;
  }

  /**
   * What of it is on the Java heap.
   *
   * @return bytes
   */
  public long heap() {
    return (onHeap ? parameters + plans : 0) + pipeline + evaluation;
  }

  /**
   * What the heap limit leaves for images being decoded, garbage and the application.
   *
   * @return bytes; negative if the limit is too small
   */
  public long headroom() {
    return heapLimit - heap();
  }

  /**
   * The heap below which a run is refused: it could not even hold what it needs, and the garbage
   * between two collections.
   *
   * @return bytes
   */
  public long leastHeap() {
    return heap() + RESERVE;
  }

  /**
   * The heap limit (-Xmx) to give a process that does little else but this run, which it then
   * carries to its end. Large photographs while they are decoded, and what the application itself
   * holds, come on top.
   *
   * @return bytes
   */
  public long recommendedHeap() {
    return leastHeap() + leastHeap() / SPARE;
  }

  /**
   * What the device that holds most of it needs: the first one also has validation and the result's
   * classifier.
   *
   * @return bytes of parameters and plans on one device
   */
  public long largestDevice() {
    long training = devices.stream().mapToLong(Long::longValue).sum();
    long first = devices.getFirst() + parameters + plans - training;
    return devices.stream().mapToLong(Long::longValue).reduce(first, Math::max);
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
        + ", evaluation "
        + mebibytes(evaluation)
        + ", together "
        + mebibytes(total())
        + " MiB, of which "
        + mebibytes(heap())
        + " of "
        + mebibytes(heapLimit)
        + " MiB heap (-Xmx"
        + mebibytes(recommendedHeap())
        + "m is enough), backend "
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
