package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Softmax over the first axis of an example: the classes of {@code [C]}, the channels of {@code [C,
 * H, W]} at every place. A network that is trained ends with its logits instead: the loss applies
 * softmax itself.
 *
 * <pre>{@code
 * net.softmax("probabilities"); // float32[1000] to float32[1000]
 * }</pre>
 */
public record Softmax() implements Layer {
  /**
   * A softmax over the first axis.
   *
   * @return the layer
   */
  public static Softmax of() {
    return new Softmax();
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Shape input = Require.single(node, this, inputs);
    Require.that(input.rank() >= 1, node, "softmax takes at least one axis, found a scalar");
    return input;
  }

  @Override
  public String kind() {
    return "softmax";
  }
}
