package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins two or more inputs along an axis: by default the first, channels of maps and features of
 * vectors.
 *
 * <pre>{@code
 * // float32[64, 28, 28] and float32[32, 28, 28] to float32[96, 28, 28]
 * net.concat("joined", "left", "right");
 * }</pre>
 *
 * @param axis the axis, from 0; from the end if negative, -1 the last
 */
public record Concat(int axis) implements Layer {
  /** Along the first axis. */
  public Concat() {
    this(0);
  }

  /**
   * Along the first axis.
   *
   * @return the layer
   */
  public static Concat of() {
    return new Concat();
  }

  /**
   * The same layer along another axis.
   *
   * @param number the axis, from 0; from the end if negative, -1 the last
   * @return the changed copy
   */
  public Concat axis(int number) {
    return new Concat(number);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.that(
        inputs.size() >= 2, node, "concat takes two or more inputs, found " + inputs.size());
    Shape first = inputs.getFirst();
    int place = Require.axis(node, axis, first);
    long joined = 0;
    for (Shape input : inputs) {
      Require.that(
          input.rank() == first.rank() && others(input, place).equals(others(first, place)),
          node,
          "concat takes inputs that differ in "
              + (place == 0 ? "their first size" : "the size of axis " + place)
              + " only, found "
              + inputs
              + "; bring them to one height and width with stride, padding or pooling");
      joined += input.get(place);
    }
    long[] sizes = first.dimensions().stream().mapToLong(Integer::longValue).toArray();
    sizes[place] = joined;
    return Require.shape(node, "the output", sizes);
  }

  private static List<Integer> others(Shape shape, int axis) {
    List<Integer> sizes = new ArrayList<>(shape.dimensions());
    sizes.set(axis, 1);
    return sizes;
  }

  @Override
  public String kind() {
    return "concat";
  }
}
