package dev.alexandrite.evaluate;

import dev.alexandrite.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How near to the truth values came.
 *
 * @param values one a value, in the order of the network's outputs
 */
public record ValueMeasures(List<OfValue> values) {
  /** Copies the list. */
  public ValueMeasures {
    values = List.copyOf(values);
  }

  /**
   * How near one value came.
   *
   * @param name the value
   * @param meanSquaredError the mean of {@code (answer - target)²}, in the square of the value's
   *     unit
   * @param meanAbsoluteError the mean of {@code |answer - target|}, in the value's unit
   * @param r2 the coefficient of determination, {@code 1 - Σ (answer - target)² / Σ (target -
   *     mean)²}: 1 for answers without error, 0 for those that are the mean, below 0 for worse; NaN
   *     if all targets are equal
   */
  public record OfValue(
      String name, double meanSquaredError, double meanAbsoluteError, double r2) {}

  /**
   * The mean squared error over all values, the loss of a regression.
   *
   * @return the mean of those of the values
   */
  public double meanSquaredError() {
    return mean(OfValue::meanSquaredError);
  }

  /**
   * The mean absolute error over all values.
   *
   * @return the mean of those of the values
   */
  public double meanAbsoluteError() {
    return mean(OfValue::meanAbsoluteError);
  }

  /**
   * The mean coefficient of determination.
   *
   * @return the mean of those of the values, each counted alike; NaN if one is
   */
  public double r2() {
    return mean(OfValue::r2);
  }

  private double mean(ToDoubleFunction<OfValue> measure) {
    return values.stream().mapToDouble(measure).average().orElse(Double.NaN);
  }

  /**
   * The measures of each value, as text.
   *
   * @return a line for each value below one that names the columns
   */
  public String table() {
    List<String> lines = new ArrayList<>();
    lines.add("value: mean squared error, mean absolute error, R2");
    for (OfValue value : values) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s: %.4g, %.4g, %.4f",
              SafeText.of(value.name()),
              value.meanSquaredError(),
              value.meanAbsoluteError(),
              value.r2()));
    }
    return String.join("\n", lines) + "\n";
  }
}
