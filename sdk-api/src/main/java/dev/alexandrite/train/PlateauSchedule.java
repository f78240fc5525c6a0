package dev.alexandrite.train;

import java.util.List;
import java.util.Optional;

/**
 * Divides the rate when the watched error has not improved for some epochs. The error is top-1 on
 * the validation data, or the training loss where there is none.
 *
 * @param divisor what the rate is divided by, above 1
 * @param epochs epochs without improvement that are borne, at least 1
 * @param most the largest number of divisions
 */
public record PlateauSchedule(double divisor, int epochs, int most) implements Schedule {
  private static final int BEST = 0;
  private static final int WAITED = 1;
  private static final int DIVISIONS = 2;

  /**
   * Checks the options.
   *
   * @throws dev.alexandrite.TrainingException if an option is out of range
   */
  public PlateauSchedule {
    Checks.require(divisor > 1, "plateau divisor", "above 1", divisor);
    Checks.atLeast("plateau patience", 1, epochs);
    Checks.atLeast("plateau divisions", 1, most);
  }

  /**
   * Sets the patience.
   *
   * @param epochsWithoutImprovement epochs that are borne, at least 1
   * @return the changed schedule
   */
  public PlateauSchedule patience(int epochsWithoutImprovement) {
    return new PlateauSchedule(divisor, epochsWithoutImprovement, most);
  }

  /**
   * Sets how often the rate is divided; the paper divided three times.
   *
   * @param divisions the largest number of divisions, at least 1
   * @return the changed schedule
   */
  public PlateauSchedule atMost(int divisions) {
    return new PlateauSchedule(divisor, epochs, divisions);
  }

  @Override
  public List<Double> initialMemory() {
    return List.of(Double.MAX_VALUE, 0.0, 0.0);
  }

  @Override
  public double learningRate(double base, ScheduleState state) {
    return base / StrictMath.pow(divisor, state.memory().get(DIVISIONS));
  }

  @Override
  public Optional<String> description() {
    return Optional.of(
        "dividePlateauBy(" + divisor + ").patience(" + epochs + ").atMost(" + most + ")");
  }

  @Override
  public List<Double> afterEpoch(List<Double> memory, EpochReport report) {
    double error = report.watchedError();
    double divisions = memory.get(DIVISIONS);
    if (error < memory.get(BEST)) {
      return List.of(error, 0.0, divisions);
    }
    double waited = memory.get(WAITED) + 1;
    if (waited < epochs || divisions >= most) {
      return List.of(memory.get(BEST), waited, divisions);
    }
    return List.of(memory.get(BEST), 0.0, divisions + 1);
  }
}
