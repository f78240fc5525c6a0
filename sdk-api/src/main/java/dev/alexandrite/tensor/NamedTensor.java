package dev.alexandrite.tensor;

import java.util.Locale;

/**
 * The description of a tensor that somebody else wrote.
 *
 * @param name its name there
 * @param shape its shape, the whole tensor's; convolutions are OIHW, linear layers {@code [outputs,
 *     inputs]}
 * @param type what its elements are
 */
public record NamedTensor(String name, Shape shape, ElementType type) {
  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public NamedTensor {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "a tensor of shape " + shape + " has no name; give it one");
    }
  }

  /**
   * The size of its values.
   *
   * @return bytes
   */
  public long bytes() {
    return (long) type.bytes() * shape.elements();
  }

  /** Name, shape and type, as in {@code fc8.weight 1000×4096 float16}. */
  @Override
  public String toString() {
    String sizes = shape.rank() == 0 ? "of one element" : shape.toString();
    return name + " " + sizes + " " + type.name().toLowerCase(Locale.ROOT);
  }
}
