package dev.alexandrite.observe.look;

import dev.alexandrite.SafeText;

/**
 * Which image.
 *
 * @param part the part that it belongs to
 * @param index its number in that data set
 * @param name what the data set calls it, such as its file
 * @param className its class
 */
public record ImagePlace(Part part, int index, String name, String className) {
  /** Part, name and class, harmless on a terminal. */
  @Override
  public String toString() {
    return part + " " + SafeText.of(name) + " (" + SafeText.of(className) + ")";
  }
}
