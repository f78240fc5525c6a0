package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Layer normalisation (Ba et al. 2016) over the last axes of each example; scale and shift have the
 * sizes of those axes.
 *
 * <pre>{@code
 * net.layerNorm("norm1", LayerNorm.of(1)); // float32[197, 768] to float32[197, 768]
 * }</pre>
 *
 * @param axes how many of the last axes are normalised together
 * @param epsilon added to the variance
 * @param options how scale and shift start and learn
 */
public record LayerNorm(int axes, double epsilon, ParameterOptions options) implements Layer {
  /**
   * Epsilon 1e-5, scale 1 and shift 0.
   *
   * @param axes how many of the last axes are normalised together
   * @return the layer
   */
  public static LayerNorm of(int axes) {
    return new LayerNorm(axes, 1e-5, ParameterOptions.NORMALIZATION);
  }

  /**
   * The same layer with another epsilon.
   *
   * @param newEpsilon added to the variance
   * @return the changed copy
   */
  public LayerNorm epsilon(double newEpsilon) {
    return new LayerNorm(axes, newEpsilon, options);
  }

  /**
   * The same layer with other options.
   *
   * @param newOptions how scale and shift start and learn
   * @return the changed copy
   */
  public LayerNorm options(ParameterOptions newOptions) {
    return new LayerNorm(axes, epsilon, newOptions);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.multipliers(node, options);
    Require.epsilon(node, epsilon);
    Shape input = Require.single(node, this, inputs);
    Require.that(
        axes >= 1 && axes <= input.rank(),
        node,
        "layer_norm over the last "
            + axes
            + " axes of "
            + input
            + ", expected from 1 to "
            + input.rank());
    return input;
  }

  @Override
  public List<ParameterSpec> parameters(String node, List<Shape> inputs) {
    Shape input = inputs.getFirst();
    Shape normalized = new Shape(input.dimensions().subList(input.rank() - axes, input.rank()));
    return List.of(
        ParameterSpec.scale(node, normalized, options),
        ParameterSpec.shift(node, normalized, options));
  }

  @Override
  public String kind() {
    return "layer_norm";
  }
}
