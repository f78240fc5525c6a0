package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Joins two or more inputs along the first axis: channels of maps, features of vectors.
 *
 * <pre>{@code
 * // float32[64, 28, 28] and float32[32, 28, 28] to float32[96, 28, 28]
 * net.concat("joined", "left", "right");
 * }</pre>
 */
public record Concat() implements Layer {
  /**
   * A concatenation along the first axis.
   *
   * @return the layer
   */
  public static Concat of() {
    return new Concat();
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.that(
        inputs.size() >= 2, node, "concat takes two or more inputs, found " + inputs.size());
    long channels = 0;
    for (Shape input : inputs) {
      Require.that(
          input.rank() >= 1 && inner(input).equals(inner(inputs.getFirst())),
          node,
          "concat takes inputs that differ in their first size only, found "
              + inputs
              + "; bring them to one height and width with stride, padding or pooling");
      channels += input.channels();
    }
    long[] sizes = inputs.getFirst().dimensions().stream().mapToLong(Integer::longValue).toArray();
    sizes[0] = channels;
    return Require.shape(node, "the output", sizes);
  }

  private static List<Integer> inner(Shape shape) {
    return shape.dimensions().subList(1, shape.rank());
  }

  @Override
  public String kind() {
    return "concat";
  }
}
