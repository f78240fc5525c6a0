package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts the axes of each example into another order: {@code Permute.of(1, 0, 2)} makes {@code
 * [heads, tokens, width]} of {@code [tokens, heads, width]}.
 *
 * @param axes for every axis of the output, which of the input it is
 */
public record Permute(List<Integer> axes) implements Layer {
  /** Copies the list. */
  public Permute {
    axes = List.copyOf(axes);
  }

  /**
   * A new order.
   *
   * @param axes for every axis of the output, which of the input it is
   * @return the layer
   */
  public static Permute of(int... axes) {
    return new Permute(IntStream.of(axes).boxed().toList());
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Shape input = Require.single(node, this, inputs);
    List<Integer> all = IntStream.range(0, input.rank()).boxed().toList();
    Require.that(
        axes.stream().sorted().toList().equals(all),
        node,
        "permute names each axis of " + input + " once, from 0 on, found " + axes);
    return new Shape(axes.stream().map(input::get).toList());
  }

  @Override
  public String kind() {
    return "permute";
  }
}
