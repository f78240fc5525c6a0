package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * The elementwise sum of two or more inputs of the same shape.
 *
 * <pre>{@code
 * net.add("sum", "left", "right"); // float32[64, 56, 56] twice to float32[64, 56, 56]
 * }</pre>
 */
public record Add() implements Layer {
  /**
   * A sum.
   *
   * @return the layer
   */
  public static Add of() {
    return new Add();
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.that(inputs.size() >= 2, node, "add takes two or more inputs, found " + inputs.size());
    for (Shape input : inputs) {
      Require.that(
          input.equals(inputs.getFirst()),
          node,
          "add takes inputs of equal shape, found "
              + inputs
              + "; bring them to one shape with conv2d or linear first, or broadcast them by"
              + " binary(...)");
    }
    return inputs.getFirst();
  }

  @Override
  public String kind() {
    return "add";
  }
}
