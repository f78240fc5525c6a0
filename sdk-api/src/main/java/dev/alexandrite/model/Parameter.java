package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * A trained tensor as a value of the graph: it reads nothing, and other layers combine it with the
 * examples, all of which see the same one. A learned position is {@code parameter("position",
 * Parameter.of(Shape.of(tokens, width), new Initializer.Gaussian(0.02)))} and a {@code binary} sum;
 * weights are {@code float32} of its shape.
 *
 * @param shape the tensor
 * @param options how it starts and learns; what is said of weights counts
 */
public record Parameter(Shape shape, ParameterOptions options) implements Layer {
  /**
   * A parameter with the optimiser's own rate and decay.
   *
   * @param shape the tensor
   * @param initializer what it starts from; one unit's inputs are all axes but the first
   * @return the layer
   */
  public static Parameter of(Shape shape, Initializer initializer) {
    return new Parameter(shape, ParameterOptions.DEFAULT.weights(initializer));
  }

  /**
   * The same parameter with other options.
   *
   * @param newOptions how it starts and learns
   * @return the changed copy
   */
  public Parameter options(ParameterOptions newOptions) {
    return new Parameter(shape, newOptions);
  }

  @Override
  public boolean isSource() {
    return true;
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.multipliers(node, options);
    Require.that(inputs.isEmpty(), node, "a parameter reads nothing, found " + inputs.size());
    return shape;
  }

  @Override
  public List<ParameterSpec> parameters(String node, List<Shape> inputs) {
    int units = shape.rank() == 0 ? 1 : shape.get(0);
    return List.of(ParameterSpec.weight(node, shape, options, shape.elements() / units, units));
  }

  @Override
  public String kind() {
    return "parameter";
  }
}
