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
   * The memory for what a run reads of its parameters in another form, such as packed weights.
   *
   * @return the number of float32 elements; 0 for none
   */
  default long packedElements() {
    return 0;
  }

  /**
   * Writes that form. Called before the first run, and again before the next run whenever a
   * parameter has changed; several plans of one description may share the result.
   *
   * @param inputs in the order of the description; only the parameters hold values
   * @param packed at least {@link #packedElements()} elements
   */
  default void pack(Buffer[] inputs, Buffer packed) {}

  /**
   * Computes the outputs for the first {@code state.rows} rows.
   *
   * @param inputs in the order of the description
   * @param outputs in the order of the description
   * @param packed what {@link #pack} wrote
   * @param workspace at least {@link #workspaceElements()} elements of scratch
   * @param state the counters and scalars of this run
   */
  void run(Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state);
}
