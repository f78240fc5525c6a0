package dev.alexandrite.benchmarks;

/** A system under measurement: ours, another library, or the bare machine. */
interface Peer {
  /** The name in the report, with the version. */
  String name();

  /**
   * Makes a metric ready: network built, weights drawn, batch in memory.
   *
   * @throws IllegalArgumentException if this system does not offer the metric
   */
  Workload prepare(Metric metric, Settings settings);
}
