package dev.alexandrite.spi;

import java.util.List;

/**
 * A planned graph: operators in the order in which they run, over values whose memory is assigned.
 *
 * @param name what the graph is for, in messages
 * @param capacity the largest number of rows
 * @param values all values; a value's id is its place in the list
 * @param steps the operators in running order
 * @param arenaElements the size of the arena that temporary values share
 */
public record OpGraph(
    String name, int capacity, List<Value> values, List<Step> steps, long arenaElements) {
  /** Copies the lists. */
  public OpGraph {
    values = List.copyOf(values);
    steps = List.copyOf(steps);
  }

  /** Where a value lives. */
  public enum Storage {
    /** In the tensor store, under its name: parameters, optimiser state, running statistics. */
    PERSISTENT,
    /** In the program's arena, at its offset. */
    ARENA
  }

  /**
   * One value.
   *
   * @param id its place in {@link OpGraph#values}
   * @param spec its name and shape
   * @param storage where it lives
   * @param offset its first element in the arena; 0 if persistent. Values whose lifetimes do not
   *     overlap share memory, and so do the input and output of an operator that runs in place
   * @param first index of the step that writes it; -1 if the host does
   * @param last index of the last step that needs it; the number of steps if the host reads it
   */
  public record Value(int id, TensorSpec spec, Storage storage, long offset, int first, int last) {
    /**
     * Whether its memory must not be touched by anyone else while a step runs.
     *
     * @param step the step's index
     * @return true if it is in the arena and written before or needed after
     */
    public boolean aliveAt(int step) {
      return storage == Storage.ARENA && first <= step && step <= last;
    }
  }

  /**
   * One operator.
   *
   * @param layer the layer that it computes, or whose gradient
   * @param op the description
   * @param inputs value ids, in the description's order
   * @param outputs value ids, in the description's order
   */
  public record Step(String layer, Op op, List<Integer> inputs, List<Integer> outputs) {
    /** Copies the lists. */
    public Step {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * The value of a name.
   *
   * @param valueName the name
   * @return the value
   * @throws IllegalArgumentException if there is none
   */
  public Value value(String valueName) {
    return values.stream()
        .filter(v -> v.spec().name().equals(valueName))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("graph " + name + " has no value " + valueName));
  }
}
