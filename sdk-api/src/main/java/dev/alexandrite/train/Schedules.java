package dev.alexandrite.train;

import java.util.Arrays;
import java.util.Optional;

/** The usual learning-rate schedules. */
public final class Schedules {
  private Schedules() {}

  /**
   * The base rate throughout.
   *
   * @return the schedule
   */
  public static Schedule constant() {
    return new Described("constant()", false, (base, state) -> base);
  }

  /**
   * Multiplies the rate by a factor every so many epochs.
   *
   * @param everyEpochs the length of one level, at least 1
   * @param factor the multiplier, such as 0.1
   * @return the schedule
   */
  public static Schedule step(int everyEpochs, double factor) {
    Checks.atLeast("step schedule: epochs per level", 1, everyEpochs);
    Checks.positive("step schedule: factor", factor);
    return new Described(
        "step(" + everyEpochs + ", " + factor + ")",
        false,
        (base, state) -> {
          int level = state.epoch() / everyEpochs;
          return base * StrictMath.pow(factor, level);
        });
  }

  /**
   * Multiplies the rate by a factor at each of the given epochs.
   *
   * @param factor the multiplier, such as 0.1
   * @param epochs epochs, counted from 0, at whose start the rate changes; ascending
   * @return the schedule
   */
  public static Schedule milestones(double factor, int... epochs) {
    Checks.positive("milestones: factor", factor);
    int[] milestones = epochs.clone();
    for (int i = 1; i < milestones.length; i++) {
      if (milestones[i] <= milestones[i - 1]) {
        throw Checks.wrong("milestones must ascend, found " + Arrays.toString(epochs));
      }
    }
    return new Described(
        "milestones(" + factor + ", " + Arrays.toString(milestones) + ")",
        false,
        (base, state) -> {
          long passed = Arrays.stream(milestones).filter(epoch -> state.epoch() >= epoch).count();
          return base * StrictMath.pow(factor, (double) passed);
        });
  }

  /**
   * Multiplies the rate by a factor at each of the given steps, as papers that count iterations
   * have it.
   *
   * @param factor the multiplier, such as 0.1
   * @param steps optimiser steps, counted from 0, at which the rate changes; ascending
   * @return the schedule
   */
  public static Schedule milestonesInSteps(double factor, long... steps) {
    Checks.positive("milestones in steps: factor", factor);
    long[] milestones = steps.clone();
    for (int i = 1; i < milestones.length; i++) {
      if (milestones[i] <= milestones[i - 1]) {
        throw Checks.wrong("milestones in steps must ascend, found " + Arrays.toString(steps));
      }
    }
    return new Described(
        "milestonesInSteps(" + factor + ", " + Arrays.toString(milestones) + ")",
        false,
        (base, state) -> {
          long passed = Arrays.stream(milestones).filter(step -> state.step() >= step).count();
          return base * StrictMath.pow(factor, (double) passed);
        });
  }

  /**
   * Multiplies the rate by a factor every so many epochs, which need not be whole: TensorFlow's
   * {@code exponential_decay} with {@code staircase}.
   *
   * @param everyEpochs the length of one level, above 0, such as 2.4
   * @param factor the multiplier, such as 0.97
   * @return the schedule
   */
  public static Schedule exponential(double everyEpochs, double factor) {
    Checks.positive("exponential schedule: epochs per level", everyEpochs);
    Checks.positive("exponential schedule: factor", factor);
    return new Described(
        "exponential(" + everyEpochs + ", " + factor + ")",
        false,
        (base, state) -> {
          double level = Math.floor(state.step() / (state.stepsPerEpoch() * everyEpochs));
          return base * StrictMath.pow(factor, level);
        });
  }

  /**
   * Divides the rate whenever the validation error stops improving, as the paper's authors did by
   * hand (AlexNet paper, section 5). Without validation data the training loss is watched. Another
   * {@link PlateauSchedule#monitor(Monitor)} can be chosen.
   *
   * @param divisor what the rate is divided by, above 1; the paper's is 10
   * @return the schedule, with a factor of {@code 1 / divisor}, a patience of 3 epochs and at most
   *     3 reductions
   */
  public static PlateauSchedule dividePlateauBy(double divisor) {
    Checks.require(divisor > 1 && Double.isFinite(divisor), "plateau divisor", "above 1", divisor);
    return new PlateauSchedule(Monitor.error(), 1 / divisor, 3, 0, 3);
  }

  /**
   * Falls from the base rate to zero along half a cosine over the whole run (Loshchilov and Hutter,
   * arXiv 1608.03983).
   *
   * @return the schedule
   */
  public static Schedule cosine() {
    return new Described(
        "cosine()",
        true,
        (base, state) -> base * 0.5 * (1 + StrictMath.cos(Math.PI * state.progress())));
  }

  /**
   * Rises linearly from near zero over the first steps, then follows another schedule.
   *
   * @param steps the length of the rise in optimiser steps, at least 1
   * @param then the schedule afterwards; it sees the whole run's counters
   * @return the schedule
   */
  public static Schedule warmUp(long steps, Schedule then) {
    Checks.atLeast("warm-up steps", 1, steps);
    return new WarmUp(steps, WarmUp.Unit.STEPS, then);
  }

  /**
   * {@link #warmUp} over whole epochs, whatever the number of their steps.
   *
   * @param epochs the length of the rise, at least 1
   * @param then the schedule afterwards; it sees the whole run's counters
   * @return the schedule
   */
  public static Schedule warmUpEpochs(int epochs, Schedule then) {
    Checks.atLeast("warm-up epochs", 1, epochs);
    return new WarmUp(epochs, WarmUp.Unit.EPOCHS, then);
  }

  /**
   * Falls in equal ratios, each level equally long: with {@code (250, 4)} the rate is multiplied by
   * 250^(-1/3) at 25, 50 and 75 % of the run, as in cuda-convnet2's one-GPU recipe ({@code dexp}).
   *
   * @param factor first rate ÷ last rate, at least 1
   * @param levels the number of levels, at least 2
   * @return the schedule
   */
  public static Schedule exponentialSteps(double factor, int levels) {
    Checks.atLeast("exponential steps: levels", 2, levels);
    Checks.require(factor >= 1, "exponential steps: factor", "at least 1", factor);
    return new Described(
        "exponentialSteps(" + factor + ", " + levels + ")",
        true,
        (base, state) -> {
          int level = Math.min(levels - 1, (int) (state.progress() * levels));
          return base * StrictMath.pow(factor, -level / (double) (levels - 1));
        });
  }

  /** A rule without memory, with what a checkpoint records of it. */
  private record Described(String text, boolean dependsOnEpochs, Schedule rule)
      implements Schedule {
    @Override
    public double learningRate(double base, ScheduleState state) {
      return rule.learningRate(base, state);
    }

    @Override
    public Optional<String> description() {
      return Optional.of(text);
    }
  }
}
