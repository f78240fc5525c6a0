package dev.alexandrite.model;

import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.Locale;

/**
 * A pointwise nonlinearity.
 *
 * @param activation the function
 */
public record ActivationLayer(Activation activation) implements Layer {
  @Override
  public Shape infer(String node, List<Shape> inputs) {
    return Require.single(node, this, inputs);
  }

  @Override
  public String kind() {
    return activation == Activation.NONE ? "identity" : activation.name().toLowerCase(Locale.ROOT);
  }
}
