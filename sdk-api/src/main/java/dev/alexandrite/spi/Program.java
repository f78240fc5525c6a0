package dev.alexandrite.spi;

import java.util.List;

/** A compiled graph. One thread at a time runs it; a run allocates nothing. */
public interface Program {
  /**
   * The graph.
   *
   * @return what was compiled
   */
  OpGraph graph();

  /**
   * Writes a batched value of the arena, such as the images.
   *
   * @param value the value's id
   * @param host row-major values of {@code rows} examples
   * @param rows how many
   */
  void upload(int value, float[] host, int rows);

  /**
   * Reads a batched value of the arena, such as the losses.
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
  void run(RunState state);

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
   * The memory of the program itself, without persistent tensors.
   *
   * @return bytes of arena, workspace and packed parameters, which it may share with other programs
   *     over the same store
   */
  long memoryBytes();

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
