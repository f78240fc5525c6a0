package dev.alexandrite.observe.explain;

import dev.alexandrite.SafeText;

/**
 * An image that looks alike to a network.
 *
 * @param index its place in the data set
 * @param name what the data set calls it
 * @param className its class
 * @param similarity the cosine of the angle between the features, -1 to 1
 */
public record Neighbor(int index, String name, String className, double similarity) {
  /** One line, whatever names there are. */
  @Override
  public String toString() {
    return "Neighbor[index="
        + index
        + ", name="
        + SafeText.of(name)
        + ", className="
        + SafeText.of(className)
        + ", similarity="
        + (float) similarity
        + "]";
  }
}
