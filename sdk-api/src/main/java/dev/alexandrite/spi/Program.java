package dev.alexandrite.spi;

import java.util.List;

/**
 * A compiled graph. One thread at a time runs it. A run allocates no buffers; those of the backends
 * {@code cpu} and {@code scalar} allocate no objects either, once the code that they run is
 * compiled.
 */
public interface Program {
  /**
   * The graph.
   *
   * @return what was compiled
   */
  OpGraph graph();

  /**
   * Writes a value, such as the images.
   *
   * @param value the value's id
   * @param host row-major values of {@code rows} examples, or of the whole value if it is not
   *     batched
   * @param rows how many examples
   */
  void upload(int value, float[] host, int rows);

  /**
   * Writes what a value will be in the next run into memory beside it. May be called by another
   * thread while a run is going on, one at a time.
   *
   * @param value the id of a batched value that the host writes
   * @param host row-major values of {@code rows} examples
   * @param rows how many examples
   */
  void stage(int value, float[] host, int rows);

  /**
   * Copies what was staged to the value, between two runs.
   *
   * @param value the value's id
   * @param rows how many examples were staged
   */
  void takeStaged(int value, int rows);

  /**
   * Reads a value, such as the losses.
   *
   * @param value the value's id
   * @param rows how many examples
   * @param host receives row-major values
   */
  void download(int value, int rows, float[] host);

  /**
   * Runs all steps.
   *
   * @param state rows, counters and scalars of this run
   */
  default void run(RunState state) {
    run(state, 0, graph().steps().size());
  }

  /**
   * Runs some of the steps, so that values can be read or written between them. Each run of the
   * whole graph is made of such parts in ascending order, with the same state.
   *
   * @param state rows, counters and scalars of this run
   * @param from the first step
   * @param to the step that ends the part, not run itself
   */
  void run(RunState state, int from, int to);

  /**
   * Who planned what.
   *
   * @return one entry a step
   */
  List<PlannedStep> plannedSteps();

  /**
   * What crossed between host and backend so far.
   *
   * @return the live counters
   */
  TransferCounters transfers();

  /**
   * How one step was planned.
   *
   * @param layer the layer
   * @param op the operator
   * @param backend the backend that planned it
   * @param algorithm the algorithm it chose
   */
  record PlannedStep(String layer, Op op, String backend, String algorithm) {}
}
