package dev.alexandrite.observe.tune;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What became of a trial.
 *
 * @param trial the trial
 * @param state how it ended
 * @param values the goal at the end of every epoch, from the first; NaN where it was not finite
 * @param best the best of them; empty if there is none
 * @param bestEpoch the epoch of the best, counted from 0; empty if there is none
 */
public record TrialResult(
    Trial trial, State state, List<Double> values, OptionalDouble best, OptionalInt bestEpoch) {
  /** How a trial ended. */
  public enum State {
    /** It was trained to its end, which may be that of the trainer's own early stop. */
    COMPLETED,
    /** The median rule of the search ended it. */
    STOPPED_EARLY,
    /** A listener of the application's ended it. */
    STOPPED,
    /** Its loss or weights were no longer finite. */
    DIVERGED
  }

  /** Copies the list. */
  public TrialResult {
    values = List.copyOf(values);
  }

  /** Finds the best value; the first of equal ones. */
  static TrialResult of(Trial trial, State state, List<Double> values, boolean higherIsBetter) {
    int best = -1;
    for (int i = 0; i < values.size(); i++) {
      double value = values.get(i);
      if (!Double.isNaN(value)
          && (best < 0 || (higherIsBetter ? value > values.get(best) : value < values.get(best)))) {
        best = i;
      }
    }
    return new TrialResult(
        trial,
        state,
        values,
        best < 0 ? OptionalDouble.empty() : OptionalDouble.of(values.get(best)),
        best < 0 ? OptionalInt.empty() : OptionalInt.of(best));
  }
}
