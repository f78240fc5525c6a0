package dev.alexandrite.classify;

import dev.alexandrite.SafeText;

/**
 * One class and its probability.
 *
 * @param label the class's name
 * @param classIndex the class's place among the network's outputs
 * @param probability how probable the network finds it, in [0, 1]
 */
public record Prediction(String label, int classIndex, float probability) {
  /** One line, whatever the class is called. */
  @Override
  public String toString() {
    return "Prediction[label="
        + SafeText.of(label)
        + ", classIndex="
        + classIndex
        + ", probability="
        + probability
        + "]";
  }
}
