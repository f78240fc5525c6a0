package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes some elements of one axis: {@code Slice.of(0, 4, 2)} takes elements 4 and 5 of axis 0.
 *
 * @param axis the axis, from 0; from the end if negative, -1 the last
 * @param from the first element
 * @param count how many
 * @param step from one to the next; negative to go backwards
 */
public record Slice(int axis, int from, int count, int step) implements Layer {
  /**
   * Neighbours.
   *
   * @param axis the axis, from 0; from the end if negative
   * @param from the first element
   * @param count how many
   * @return the layer
   */
  public static Slice of(int axis, int from, int count) {
    return new Slice(axis, from, count, 1);
  }

  /**
   * The same slice with gaps.
   *
   * @param elements from one element to the next, not 0; negative to go backwards
   * @return the changed copy
   */
  public Slice step(int elements) {
    return new Slice(axis, from, count, elements);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Shape input = Require.single(node, this, inputs);
    int place = Require.axis(node, axis, input);
    Require.positive(node, "the number of elements", count);
    Require.that(step != 0, node, "the step is 0, expected another number");
    long last = from + (count - 1L) * step;
    int size = input.get(place);
    Require.that(
        from >= 0 && from < size && last >= 0 && last < size,
        node,
        "slice takes elements "
            + from
            + " to "
            + last
            + " of axis "
            + axis
            + " of "
            + input
            + ", which has "
            + size);
    List<Integer> sizes = new ArrayList<>(input.dimensions());
    sizes.set(place, count);
    return new Shape(sizes);
  }

  @Override
  public String kind() {
    return "slice";
  }
}
