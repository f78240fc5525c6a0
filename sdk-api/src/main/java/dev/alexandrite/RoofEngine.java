package dev.alexandrite;

/**
 * Measures what the processors of this machine can do at most, to which the speed of a kernel is
 * compared. The module {@code alexandrite-cpu} brings it, which has the Vector API. It is no part
 * of a backend: a roof is the machine's, whichever backend computes, and no other module has to
 * require an incubating one for it.
 */
public interface RoofEngine {
  /**
   * Chains of fused multiply-adds in registers, on every thread, at the vector width of the backend
   * {@code cpu}. A run's work is in GFLOP, a multiplication and an addition being two.
   *
   * @param threads computing threads, at least 1
   * @return what is run to measure it
   * @throws BackendException if there are no vectors in this process; the message says what to do
   */
  Roof multiplyAdds(int threads);

  /**
   * Sums over arrays that no cache holds, on every thread. Code that writes too may be slower,
   * since a line is read before its first byte is written, or faster, where reads and writes have
   * paths of their own. A run's work is in GB. The arrays take 512 MiB of the heap together, and 16
   * MiB a thread at least.
   *
   * @param threads computing threads, at least 1
   * @return what is run to measure it
   * @throws BackendException if there are no vectors in this process, or the heap is too small
   */
  Roof memoryReads(int threads);

  /** Work whose speed is the roof. It holds threads and memory until it is closed. */
  interface Roof extends AutoCloseable {
    /**
     * What is measured.
     *
     * @return such as {@code 512-bit fused multiply-adds}
     */
    String name();

    /**
     * What one run does.
     *
     * @return in 10^9 of its unit
     */
    double work();

    /**
     * Runs once, some tens of milliseconds; what this call takes is what is timed. The first runs
     * are slower, until the code is compiled.
     *
     * @return a number that depends on all that was computed, so that nothing is left out
     */
    float run();

    @Override
    void close();
  }
}
