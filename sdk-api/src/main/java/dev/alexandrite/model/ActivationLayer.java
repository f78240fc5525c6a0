package dev.alexandrite.model;

import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.Locale;

/**
 * A pointwise nonlinearity.
 *
 * <pre>{@code
 * net.activation("gelu", Activation.GELU); // float32[96, 55, 55] to float32[96, 55, 55]
 * }</pre>
 *
 * @param activation the function
 */
public record ActivationLayer(Activation activation) implements Layer {
  /**
   * A nonlinearity.
   *
   * @param activation the function
   * @return the layer
   */
  public static ActivationLayer of(Activation activation) {
    return new ActivationLayer(activation);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    return Require.single(node, this, inputs);
  }

  @Override
  public UnitDivision unitDivision() {
    return new UnitDivision.UnitByUnit();
  }

  @Override
  public String kind() {
    return activation == Activation.NONE ? "identity" : activation.name().toLowerCase(Locale.ROOT);
  }
}
