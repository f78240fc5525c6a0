package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Takes elements of the second input where the first is not 0, and of the third where it is; shapes
 * are broadcast ({@code where} in PyTorch). No gradient goes to the first.
 */
public record Select() implements Layer {
  /**
   * A layer.
   *
   * @return the layer
   */
  public static Select of() {
    return new Select();
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.that(
        inputs.size() == 3,
        node,
        "select takes a condition and two inputs to choose from, found "
            + inputs.size()
            + "; name all three");
    Shape chosen = Require.broadcast(node, inputs.get(1), inputs.get(2));
    return Require.broadcast(node, inputs.get(0), chosen);
  }

  @Override
  public String kind() {
    return "select";
  }
}
