package dev.alexandrite.train;

import java.util.List;
import java.util.Optional;

/**
 * Reduces the learning rate when a number has not improved for some epochs. With a patience of n,
 * the rate is lower from the epoch on that follows the n-th in a row without improvement, and
 * counting begins anew; PyTorch's {@code ReduceLROnPlateau} reduces at the (n + 1)-th. A number
 * that is NaN or infinite is no improvement.
 *
 * @param monitor what is watched
 * @param factor what the learning rate is multiplied by, in (0, 1)
 * @param patience after how many epochs in a row without improvement the rate is reduced, at least
 *     1
 * @param minDelta by how much the monitored number has to be better to count as an improvement, 0
 *     for any
 * @param maxReductions the largest number of reductions, at least 1
 */
public record PlateauSchedule(
    Monitor monitor, double factor, int patience, double minDelta, int maxReductions)
    implements Schedule {
  private static final int BEST = 0;
  private static final int WAITED = 1;
  private static final int REDUCTIONS = 2;

  /**
   * Checks the options.
   *
   * @throws dev.alexandrite.TrainingException if an option is out of range
   */
  public PlateauSchedule {
    Checks.require(factor > 0 && factor < 1, "plateau factor", "above 0 and below 1", factor);
    Checks.atLeast("plateau patience", 1, patience);
    Checks.notNegative("plateau minDelta", minDelta);
    Checks.atLeast("plateau maxReductions", 1, maxReductions);
  }

  /**
   * Sets what is watched.
   *
   * @param watched the number
   * @return the changed schedule
   */
  public PlateauSchedule monitor(Monitor watched) {
    return new PlateauSchedule(watched, factor, patience, minDelta, maxReductions);
  }

  /**
   * Sets the patience.
   *
   * @param epochs after how many epochs in a row without improvement the rate is reduced, at least
   *     1; one less than for PyTorch's, which reduces an epoch later
   * @return the changed schedule
   */
  public PlateauSchedule patience(int epochs) {
    return new PlateauSchedule(monitor, factor, epochs, minDelta, maxReductions);
  }

  /**
   * Sets what counts as an improvement.
   *
   * @param least by how much the number has to be better, 0 for any
   * @return the changed schedule
   */
  public PlateauSchedule minDelta(double least) {
    return new PlateauSchedule(monitor, factor, patience, least, maxReductions);
  }

  /**
   * Sets how often the learning rate is reduced; the paper's authors did it three times.
   *
   * @param reductions the largest number of reductions, at least 1
   * @return the changed schedule
   */
  public PlateauSchedule maxReductions(int reductions) {
    return new PlateauSchedule(monitor, factor, patience, minDelta, reductions);
  }

  @Override
  public List<Double> initialMemory() {
    return List.of(Double.MAX_VALUE, 0.0, 0.0);
  }

  /** Divides, since 10 has a float form and a tenth has none. */
  @Override
  public double learningRate(double base, ScheduleState state) {
    return base / StrictMath.pow(divisor(), state.memory().get(REDUCTIONS));
  }

  private double divisor() {
    return 1 / factor;
  }

  /** Runs are resumed by this text, so its words stay those of the first release. */
  @Override
  public Optional<String> description() {
    return Optional.of(
        "dividePlateauBy("
            + divisor()
            + ").patience("
            + patience
            + ").atMost("
            + maxReductions
            + ")"
            + (minDelta == 0 ? "" : ".minDelta(" + minDelta + ")")
            + (monitor.equals(Monitor.error()) ? "" : ".monitor(" + monitor + ")"));
  }

  @Override
  public Optional<Monitor> watched() {
    return Optional.of(monitor);
  }

  @Override
  public List<Double> afterEpoch(List<Double> memory, EpochReport report) {
    double cost = monitor.cost(report);
    double reductions = memory.get(REDUCTIONS);
    if (Double.isFinite(cost) && cost < memory.get(BEST) - minDelta) {
      return List.of(cost, 0.0, reductions);
    }
    double waited = memory.get(WAITED) + 1;
    if (waited < patience || reductions >= maxReductions) {
      return List.of(memory.get(BEST), waited, reductions);
    }
    return List.of(memory.get(BEST), 0.0, reductions + 1);
  }
}
