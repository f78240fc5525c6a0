package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * As NumPy's {@code take} and ONNX's {@code Gather}, not PyTorch's {@code gather}: picks elements
 * of one axis of the first input by the numbers in the second: {@code [V, D]} and {@code [T]} along
 * axis 0 give {@code [T, D]}. Numbers are whole, from 0 on; another one stops the run. No gradient
 * goes to them.
 *
 * @param axis the axis of the first input, from 0; from the end if negative
 */
public record Gather(int axis) implements Layer {
  /**
   * Picks along an axis.
   *
   * @param axis the axis of the first input, from 0; from the end if negative
   * @return the layer
   */
  public static Gather of(int axis) {
    return new Gather(axis);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.that(
        inputs.size() == 2,
        node,
        "gather takes a table and the numbers of what is picked, found "
            + inputs.size()
            + "; name both");
    Shape table = inputs.get(0);
    int place = Require.axis(node, axis, table);
    Require.numbered(node, table.get(place));
    return Require.shape(node, "the output", Embedding.picked(table, inputs.get(1), place));
  }

  @Override
  public String kind() {
    return "gather";
  }
}
