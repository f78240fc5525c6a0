package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) per channel of {@code [C, H, W]} or per feature of
 * {@code [C]}; scale, shift, running mean and running variance are {@code float32[C]}.
 *
 * <pre>{@code
 * net.batchNorm("norm1", BatchNorm.of()); // float32[64, 112, 112] to float32[64, 112, 112]
 * }</pre>
 *
 * @param epsilon added to the variance
 * @param momentum the weight of the new batch in the running statistics, in (0, 1]
 * @param options how scale and shift start and learn
 */
public record BatchNorm(double epsilon, double momentum, ParameterOptions options)
    implements Layer {
  /**
   * Epsilon 1e-5 and momentum 0.1, scale 1 and shift 0.
   *
   * @return the layer
   */
  public static BatchNorm of() {
    return new BatchNorm(1e-5, 0.1, ParameterOptions.NORMALIZATION);
  }

  /**
   * The same layer with another epsilon.
   *
   * @param newEpsilon added to the variance
   * @return the changed copy
   */
  public BatchNorm epsilon(double newEpsilon) {
    return new BatchNorm(newEpsilon, momentum, options);
  }

  /**
   * The same layer with another momentum.
   *
   * @param newMomentum the weight of the new batch in the running statistics, in (0, 1]
   * @return the changed copy
   */
  public BatchNorm momentum(double newMomentum) {
    return new BatchNorm(epsilon, newMomentum, options);
  }

  /**
   * The same layer with other options.
   *
   * @param newOptions how scale and shift start and learn
   * @return the changed copy
   */
  public BatchNorm options(ParameterOptions newOptions) {
    return new BatchNorm(epsilon, momentum, newOptions);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.multipliers(node, options);
    Require.epsilon(node, epsilon);
    Require.that(
        momentum > 0 && momentum <= 1,
        node,
        "momentum is " + momentum + ", expected the weight of the new batch, in (0, 1]");
    Shape input = Require.single(node, this, inputs);
    Require.that(
        input.rank() == 1 || input.rank() == 3,
        node,
        "batch_norm takes maps [channels, height, width] or a vector, found "
            + input
            + "; use layer_norm for rows");
    return input;
  }

  @Override
  public List<ParameterSpec> parameters(String node, List<Shape> inputs) {
    Shape channels = Shape.of(inputs.getFirst().channels());
    return List.of(
        ParameterSpec.scale(node, channels, options), ParameterSpec.shift(node, channels, options));
  }

  @Override
  public List<ParameterSpec> state(String node, List<Shape> inputs) {
    Shape channels = Shape.of(inputs.getFirst().channels());
    return List.of(
        ParameterSpec.state(node + ".running_mean", channels, new Initializer.Constant(0)),
        ParameterSpec.state(node + ".running_var", channels, new Initializer.Constant(1)));
  }

  @Override
  public String kind() {
    return "batch_norm";
  }
}
