package dev.alexandrite.model;

import dev.alexandrite.tensor.Broadcast;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Repeats each example along axes of size 1, and along new axes in front: {@code [8, 1, 1]} to
 * {@code [8, 7, 7]}. The arithmetic layers broadcast by themselves.
 *
 * @param sizes the new sizes
 */
public record Expand(List<Integer> sizes) implements Layer {
  /** Copies the list. */
  public Expand {
    sizes = List.copyOf(sizes);
  }

  /**
   * A new shape.
   *
   * @param sizes the new sizes
   * @return the layer
   */
  public static Expand of(int... sizes) {
    return new Expand(IntStream.of(sizes).boxed().toList());
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Shape input = Require.single(node, this, inputs);
    sizes.forEach(size -> Require.positive(node, "a size", size));
    Shape output =
        Require.shape(node, "the output", sizes.stream().mapToLong(Integer::longValue).toArray());
    Require.that(
        Broadcast.reaches(input, output),
        node,
        "expand repeats axes of size 1 alone, found " + input + " for " + output);
    return output;
  }

  @Override
  public String kind() {
    return "expand";
  }
}
