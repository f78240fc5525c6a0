package dev.alexandrite.spi;

import java.util.Optional;

/**
 * Computes. A tensor on a backend is a {@link Buffer} whose layout nobody else knows; {@link
 * #upload} and {@link #download} are the only ways in and out, in row-major order of the shape.
 */
public interface Backend extends AutoCloseable {
  /**
   * The provider's name.
   *
   * @return such as {@code cpu}
   */
  String name();

  /**
   * The version of the rules by which algorithms are chosen. It goes into checkpoints: a resumed
   * run is the same run only under the same rules.
   *
   * @return a version, changed whenever results may change by a bit
   */
  String planVersion();

  /**
   * What a bug report needs to know.
   *
   * @return one line: threads, vector width, devices
   */
  String description();

  /**
   * Whether tensors are in memory of their own, so that it pays to copy the next batch there while
   * the current one is computed.
   *
   * @return false by default: tensors are where the host's arrays are
   */
  default boolean separateMemory() {
    return false;
  }

  /**
   * Prepares the calling thread, once, for uploads and downloads beside those of the thread that
   * made the backend.
   */
  default void attachThread() {}

  /**
   * Whether sums over a batch have the order of {@link BatchTree}, so that a batch that is divided
   * among devices by whole leaves gives the same bits.
   *
   * @return false by default
   */
  default boolean sumsByBatchTree() {
    return false;
  }

  /**
   * The memory of the device that it computes on.
   *
   * @return bytes; by default {@link Long#MAX_VALUE}, where the Java heap or nothing known limits
   *     it
   */
  default long deviceMemoryBytes() {
    return Long.MAX_VALUE;
  }

  /**
   * Allocates zeroed memory.
   *
   * @param elements float32 elements
   * @return the memory
   */
  Buffer allocate(long elements);

  /**
   * A part of a buffer, sharing its memory.
   *
   * @param buffer the whole
   * @param offset first element
   * @param elements how many
   * @return the part
   */
  Buffer slice(Buffer buffer, long offset, long elements);

  /**
   * Copies host values into a tensor.
   *
   * @param host row-major values, {@code rows} examples if batched, the whole tensor if not
   * @param spec the tensor
   * @param rows how many examples; ignored if not batched
   * @param target the tensor's memory
   */
  void upload(float[] host, TensorSpec spec, int rows, Buffer target);

  /**
   * Copies a tensor to the host.
   *
   * @param source the tensor's memory
   * @param spec the tensor
   * @param rows how many examples; ignored if not batched
   * @param host receives row-major values
   */
  void download(Buffer source, TensorSpec spec, int rows, float[] host);

  /**
   * Makes an operator ready, by a closed rule on its description, never by timing.
   *
   * @param op the description; every kind but {@link LossOp.Host} is planned
   * @param capacity the largest number of rows
   * @return the plan
   */
  OpPlan plan(Op op, int capacity);

  /**
   * Makes a whole graph ready, for a backend that does better than operator by operator.
   *
   * @param graph the planned graph
   * @param store holds the graph's persistent tensors
   * @return the program; empty by default: the engine then plans every operator by {@link #plan}
   *     and runs them in order
   */
  default Optional<Program> compile(OpGraph graph, TensorStore store) {
    return Optional.empty();
  }

  /** Ends the backend's threads and frees its memory. */
  @Override
  void close();
}
