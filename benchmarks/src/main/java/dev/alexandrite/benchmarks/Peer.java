package dev.alexandrite.benchmarks;

/** A system under measurement: ours, another library, or the bare machine. */
interface Peer {
  /** The name in the report, with the version. */
  String name();

  /**
   * Makes work ready: network built, weights read, batch in memory.
   *
   * @throws UnsupportedOperationException if this system does not offer the work
   */
  Workload prepare(Work work, Settings settings, SharedFiles files);

  /**
   * The logits of the first images of a net's batch, without dropout, {@code float32[rows,
   * classes]}.
   *
   * @throws UnsupportedOperationException if this system does not have the net
   */
  float[] logits(Net net, int rows, Settings settings, SharedFiles files);
}
