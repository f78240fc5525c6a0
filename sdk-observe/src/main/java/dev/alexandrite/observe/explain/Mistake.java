package dev.alexandrite.observe.explain;

import dev.alexandrite.SafeText;

/**
 * An image that a network takes for another class than its own.
 *
 * @param index its place in the data set
 * @param name what the data set calls it
 * @param actual its class
 * @param predicted the class that the network takes it for
 * @param probability how probable the network finds that, 0 to 1
 * @param actualProbability how probable it finds the class that it is, 0 to 1
 * @param loss the cross-entropy, {@code -ln actualProbability}, computed of the logits
 */
public record Mistake(
    int index,
    String name,
    String actual,
    String predicted,
    double probability,
    double actualProbability,
    double loss) {
  /** One line, whatever names there are. */
  @Override
  public String toString() {
    return "Mistake[index="
        + index
        + ", name="
        + SafeText.of(name)
        + ", actual="
        + SafeText.of(actual)
        + ", predicted="
        + SafeText.of(predicted)
        + ", probability="
        + (float) probability
        + ", actualProbability="
        + (float) actualProbability
        + ", loss="
        + (float) loss
        + "]";
  }
}
