package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Makes a vector of all elements, in row-major order: {@code [C, H, W]} to {@code [C·H·W]}.
 *
 * <pre>{@code
 * net.flatten("flat"); // float32[256, 6, 6] to float32[9216]
 * }</pre>
 */
public record Flatten() implements Layer {
  /**
   * A flattening.
   *
   * @return the layer
   */
  public static Flatten of() {
    return new Flatten();
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    return Shape.of(Require.single(node, this, inputs).elements());
  }

  @Override
  public UnitDivision unitDivision() {
    return new UnitDivision.UnitByUnit();
  }

  @Override
  public String kind() {
    return "flatten";
  }
}
