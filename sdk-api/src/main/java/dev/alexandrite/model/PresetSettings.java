package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What a preset builds its network from.
 *
 * @param input {@code [3, H, W]}
 * @param classes the number of logits
 * @param dropout the rate of every dropout layer before the logits
 * @param weights replaces the preset's initial weights
 * @param biases replaces the preset's initial biases
 */
record PresetSettings(
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

  /** Those weights and biases of 0, as in most sources, unless the application chose others. */
  ParameterOptions start(Initializer presetWeights) {
    return start(presetWeights, new Initializer.Constant(0));
  }

  /**
   * A normal start of the weights and a constant one of the biases, as all sources of 2012 have.
   */
  ParameterOptions start(double stddev, double bias) {
    return start(new Initializer.Gaussian(stddev), new Initializer.Constant(bias));
  }

  /** torchvision's start of a convolution, {@code kaiming_normal_} by all outputs. */
  Conv2d fanOut(Conv2d convolution) {
    return convolution.options(start(new Initializer.FanOutNormal(2.0 / convolution.groups())));
  }

  /** PyTorch's start of a linear layer that its source leaves alone. */
  Linear pytorch(int outputs) {
    Initializer uniform = new Initializer.PytorchDefault();
    return Linear.of(outputs).options(start(uniform, uniform));
  }
}
