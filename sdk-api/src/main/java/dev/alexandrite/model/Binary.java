package dev.alexandrite.model;

import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.Locale;

/**
 * A function of two inputs, element by element; shapes are broadcast by NumPy's rule: {@code [C, H,
 * W]} and {@code [C, 1, 1]} give {@code [C, H, W]}. {@link Add} is the sum of any number of inputs
 * of one shape.
 *
 * @param function the function; of equal numbers, minimum and maximum give each half of the
 *     gradient
 */
public record Binary(BinaryFunction function) implements Layer {
  /**
   * A layer.
   *
   * @param function the function
   * @return the layer
   */
  public static Binary of(BinaryFunction function) {
    return new Binary(function);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.that(
        inputs.size() == 2,
        node,
        kind() + " takes two inputs, found " + inputs.size() + "; name both");
    return Require.broadcast(node, inputs.get(0), inputs.get(1));
  }

  @Override
  public String kind() {
    return function.name().toLowerCase(Locale.ROOT);
  }
}
