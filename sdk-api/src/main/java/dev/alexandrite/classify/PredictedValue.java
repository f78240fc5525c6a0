package dev.alexandrite.classify;

import dev.alexandrite.SafeText;

/**
 * One value of a regression.
 *
 * @param name the value's name
 * @param output its place among the network's outputs
 * @param value what the network answers, in the unit of the training data
 */
public record PredictedValue(String name, int output, float value) {
  /** One line, whatever the value is called. */
  @Override
  public String toString() {
    return "PredictedValue[name="
        + SafeText.of(name)
        + ", output="
        + output
        + ", value="
        + value
        + "]";
  }
}
