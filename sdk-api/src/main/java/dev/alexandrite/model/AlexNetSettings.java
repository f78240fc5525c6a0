package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What a preset builds its network from.
 *
 * @param input {@code [3, H, W]}
 * @param classes the number of logits
 * @param dropout the rate of both dropout layers
 * @param weights replaces the preset's initial weights
 * @param biases replaces the preset's initial biases
 */
record AlexNetSettings(
    Shape input,
    int classes,
    double dropout,
    @Nullable Initializer weights,
    @Nullable Initializer biases) {

  /** The preset's start of a layer, unless the application chose another. */
  ParameterOptions start(Initializer presetWeights, Initializer presetBiases) {
    return ParameterOptions.DEFAULT
        .weights(weights == null ? presetWeights : weights)
        .biases(biases == null ? presetBiases : biases);
  }

  /**
   * A normal start of the weights and a constant one of the biases, as all sources of 2012 have.
   */
  ParameterOptions start(double stddev, double bias) {
    return start(new Initializer.Gaussian(stddev), new Initializer.Constant(bias));
  }
}
