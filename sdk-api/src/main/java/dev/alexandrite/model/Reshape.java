package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gives the elements of each example, in row-major order, another shape: {@code Reshape.of(8, -1)}
 * makes {@code [8, 12]} of {@code [4, 24]}. It also adds and removes axes of size 1.
 *
 * @param sizes the new sizes; -1 in one place for whatever is left
 */
public record Reshape(List<Integer> sizes) implements Layer {
  /** Copies the list. */
  public Reshape {
    sizes = List.copyOf(sizes);
  }

  /**
   * A new shape.
   *
   * @param sizes the new sizes; -1 in one place for whatever is left
   * @return the layer
   */
  public static Reshape of(int... sizes) {
    return new Reshape(IntStream.of(sizes).boxed().toList());
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Shape input = Require.single(node, this, inputs);
    long known = 1;
    int open = 0;
    for (int size : sizes) {
      Require.that(size >= 1 || size == -1, node, "sizes are positive, or -1 once, found " + sizes);
      known = Math.min(known, Integer.MAX_VALUE) * (size == -1 ? 1 : size); // never wraps around
      open += size == -1 ? 1 : 0;
    }
    Require.that(
        open <= 1 && (open == 1 ? input.elements() % known == 0 : input.elements() == known),
        node,
        "reshape keeps the elements, found " + input.elements() + " of " + input + " for " + sizes);
    int rest = Math.toIntExact(input.elements() / known);
    return new Shape(sizes.stream().map(size -> size == -1 ? rest : size).toList());
  }

  @Override
  public String kind() {
    return "reshape";
  }
}
