package dev.alexandrite.train;

import java.util.List;

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
  double rate(double base, ScheduleState state);

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
}
