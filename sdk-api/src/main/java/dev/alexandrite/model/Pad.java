package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Puts a number around one axis: {@code Pad.of(0, 1, 1)} adds a zero before and behind axis 0.
 * Convolutions and poolings have padding of their own, which costs nothing.
 *
 * @param axis the axis, from 0; from the end if negative, -1 the last
 * @param before elements before the first
 * @param after elements behind the last
 * @param value what is put there
 */
public record Pad(int axis, int before, int after, double value) implements Layer {
  /**
   * Zeros.
   *
   * @param axis the axis, from 0; from the end if negative
   * @param before elements before the first
   * @param after elements behind the last
   * @return the layer
   */
  public static Pad of(int axis, int before, int after) {
    return new Pad(axis, before, after, 0);
  }

  /**
   * The same padding with another number.
   *
   * @param number what is put there
   * @return the changed copy
   */
  public Pad value(double number) {
    return new Pad(axis, before, after, number);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Shape input = Require.single(node, this, inputs);
    int place = Require.axis(node, axis, input);
    Require.that(
        before >= 0 && after >= 0,
        node,
        "padding is " + before + " and " + after + ", expected at least 0; take a slice instead");
    Require.that(
        Float.isFinite((float) value),
        node,
        "the padding is " + value + ", expected a finite float32");
    long[] sizes = input.dimensions().stream().mapToLong(Integer::longValue).toArray();
    sizes[place] += (long) before + after;
    return Require.shape(node, "the output", sizes);
  }

  @Override
  public String kind() {
    return "pad";
  }
}
