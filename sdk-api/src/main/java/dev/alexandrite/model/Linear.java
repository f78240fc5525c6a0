package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A fully connected layer {@code y = x·Wᵀ + b}: {@code [inputs]} to {@code [outputs]}, or row by
 * row {@code [T, inputs]} to {@code [T, outputs]}. Weights are {@code float32[outputs, inputs]},
 * biases {@code float32[outputs]}.
 *
 * <pre>{@code
 * net.linear("fc6", Linear.of(4096)); // float32[9216] to float32[4096]
 * }</pre>
 *
 * @param outputs output features
 * @param bias whether there are biases
 * @param options how the parameters start and learn
 */
public record Linear(int outputs, boolean bias, ParameterOptions options) implements Layer {
  /**
   * A layer with biases and default options.
   *
   * @param outputs output features
   * @return the layer
   */
  public static Linear of(int outputs) {
    return new Linear(outputs, true, ParameterOptions.DEFAULT);
  }

  /**
   * The same layer of another size.
   *
   * @param count output features
   * @return the changed copy
   */
  public Linear outputs(int count) {
    return new Linear(count, bias, options);
  }

  /**
   * The same layer without biases.
   *
   * @return the changed copy
   */
  public Linear noBias() {
    return new Linear(outputs, false, options);
  }

  /**
   * The same layer with other initial weights.
   *
   * @param initializer the initial weights
   * @return the changed copy
   */
  public Linear weights(Initializer initializer) {
    return options(options.weights(initializer));
  }

  /**
   * The same layer with other initial biases.
   *
   * @param initializer the initial biases
   * @return the changed copy
   */
  public Linear biases(Initializer initializer) {
    return options(options.biases(initializer));
  }

  /**
   * The same layer with other options.
   *
   * @param newOptions how the parameters start and learn
   * @return the changed copy
   */
  public Linear options(ParameterOptions newOptions) {
    return new Linear(outputs, bias, newOptions);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.multipliers(node, options);
    Require.positive(node, "the number of outputs", outputs);
    Shape input = Require.single(node, this, inputs);
    Require.that(
        input.rank() == 1 || input.rank() == 2,
        node,
        "linear takes a vector [inputs] or rows [T, inputs], found "
            + (input.rank() == 0 ? "a scalar" : input.toString())
            + "; put a flatten() before it");
    return input.rank() == 1
        ? Shape.of(outputs)
        : Require.shape(node, "the output", input.get(0), outputs);
  }

  @Override
  public List<ParameterSpec> parameters(String node, List<Shape> inputs) {
    int features = features(inputs.getFirst());
    Shape weights = Require.shape(node, "the weights", outputs, features);
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.add(ParameterSpec.weight(node, weights, options, features, outputs));
    if (bias) {
      parameters.add(ParameterSpec.bias(node, Shape.of(outputs), options, features, outputs));
    }
    return List.copyOf(parameters);
  }

  @Override
  public long multiplyAdds(List<Shape> inputs) {
    return (long) inputs.getFirst().elements() * outputs;
  }

  private static int features(Shape input) {
    return input.get(input.rank() - 1);
  }

  @Override
  public UnitDivision unitDivision() {
    return new UnitDivision.FromAll(outputs, 1, (own, groups) -> outputs(own));
  }

  @Override
  public String kind() {
    return "linear";
  }
}
