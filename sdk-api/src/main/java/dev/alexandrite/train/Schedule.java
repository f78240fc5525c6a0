package dev.alexandrite.train;

import java.util.List;
import java.util.Optional;

/**
 * The learning rate of every step. A schedule is a pure function: what it must remember from epoch
 * to epoch is the list of doubles that {@link #afterEpoch} returns, so that a resumed run goes on
 * exactly where it stopped. {@link Schedules} has the usual ones.
 */
@FunctionalInterface
public interface Schedule {
  /**
   * The rate of the next step.
   *
   * @param base the optimiser's rate
   * @param state where the run stands
   * @return the learning rate, 0 or above
   */
  double learningRate(double base, ScheduleState state);

  /**
   * The memory of a fresh run.
   *
   * @return a short list, empty by default
   */
  default List<Double> initialMemory() {
    return List.of();
  }

  /**
   * What to remember after an epoch.
   *
   * @param memory the memory so far
   * @param report the epoch that ended
   * @return the new memory; by default the old one
   */
  default List<Double> afterEpoch(List<Double> memory, EpochReport report) {
    return memory;
  }

  /**
   * What a checkpoint records of the schedule: a run is resumed only under one of the same
   * description. It has to name every constant on which a rate depends.
   *
   * @return the text; empty, the default, if it cannot be compared, of which a resumed run warns
   */
  default Optional<String> description() {
    return Optional.empty();
  }

  /**
   * What the schedule watches, so that the run can make sure that it is measured.
   *
   * @return the number; empty, the default, if it watches none
   */
  default Optional<Monitor> watched() {
    return Optional.empty();
  }

  /**
   * Whether rates depend on the number of epochs in the whole run, as {@link
   * ScheduleState#progress()} does. If so, a run that is resumed cannot be made longer.
   *
   * @return false by default
   */
  default boolean dependsOnEpochs() {
    return false;
  }
}
