package dev.alexandrite.spi;

/**
 * An operator made ready: the algorithm is chosen, the workspace sized. {@link #run} allocates
 * nothing; one plan is run by one thread at a time, but may use the backend's own threads.
 */
public interface OpPlan {
  /**
   * The algorithm.
   *
   * @return a short name for logs and tests, such as {@code direct} or {@code winograd(5x5,3x3)}
   */
  String algorithm();

  /**
   * The scratch memory that a run needs.
   *
   * @return the number of float32 elements; 0 for none
   */
  default long workspaceElements() {
    return 0;
  }

  /**
   * Computes the outputs for the first {@code state.rows} rows.
   *
   * @param inputs in the order of the description
   * @param outputs in the order of the description
   * @param workspace at least {@link #workspaceElements()} elements of scratch
   * @param state the counters and scalars of this run
   */
  void run(Buffer[] inputs, Buffer[] outputs, Buffer workspace, RunState state);
}
