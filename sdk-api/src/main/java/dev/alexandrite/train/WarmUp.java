package dev.alexandrite.train;

import java.util.List;
import java.util.Optional;

/**
 * A linear rise before another schedule, whose memory it keeps and does not need.
 *
 * @param length how long it takes
 * @param unit what the length counts
 * @param then what follows
 */
record WarmUp(long length, Unit unit, Schedule then) implements Schedule {
  /** What a length counts. */
  enum Unit {
    STEPS,
    EPOCHS
  }

  @Override
  public double learningRate(double base, ScheduleState state) {
    long steps = unit == Unit.STEPS ? length : length * state.stepsPerEpoch();
    return state.step() < steps
        ? base * (state.step() + 1) / steps
        : then.learningRate(base, state);
  }

  @Override
  public List<Double> initialMemory() {
    return then.initialMemory();
  }

  @Override
  public List<Double> afterEpoch(List<Double> memory, EpochReport report) {
    return then.afterEpoch(memory, report);
  }

  @Override
  public Optional<String> description() {
    String name = unit == Unit.STEPS ? "warmUp" : "warmUpEpochs";
    return then.description().map(inner -> name + "(" + length + ", " + inner + ")");
  }

  @Override
  public Optional<Monitor> watched() {
    return then.watched();
  }

  @Override
  public boolean dependsOnEpochs() {
    return then.dependsOnEpochs();
  }
}
