package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/** Makes a vector of all elements, in row-major order: {@code [C, H, W]} to {@code [C·H·W]}. */
public record Flatten() implements Layer {
  @Override
  public Shape infer(String node, List<Shape> inputs) {
    return Shape.of(Require.single(node, this, inputs).elements());
  }

  @Override
  public String kind() {
    return "flatten";
  }
}
