package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Softmax over the first axis of an example: the classes of {@code [C]}, the channels of {@code [C,
 * H, W]} at every place. A network that is trained ends with its logits instead: the loss applies
 * softmax itself.
 */
public record Softmax() implements Layer {
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
