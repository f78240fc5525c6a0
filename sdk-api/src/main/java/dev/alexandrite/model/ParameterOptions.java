package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;

/**
 * How the parameters of one layer start and learn. Rates and decays are multipliers of the
 * optimiser's learning rate and weight decay; the {@linkplain #DEFAULT default} is He's normal
 * initialisation for weights, 0 for biases, and 1 for every multiplier. In normalisation layers the
 * scale counts as weight and the shift as bias.
 *
 * @param weights the initial weights
 * @param biases the initial biases
 * @param weightRate multiplier of the learning rate of weights; 0 freezes them
 * @param biasRate multiplier of the learning rate of biases; 0 freezes them
 * @param weightDecay multiplier of the weight decay of weights
 * @param biasDecay multiplier of the weight decay of biases
 */
public record ParameterOptions(
    Initializer weights,
    Initializer biases,
    double weightRate,
    double biasRate,
    double weightDecay,
    double biasDecay) {
  /** He's normal initialisation, biases 0, every multiplier 1. */
  public static final ParameterOptions DEFAULT =
      new ParameterOptions(new Initializer.HeNormal(), new Initializer.Constant(0), 1, 1, 1, 1);

  /** Scale 1 and shift 0, every multiplier 1: the start of a normalisation layer. */
  public static final ParameterOptions NORMALIZATION =
      new ParameterOptions(new Initializer.Constant(1), new Initializer.Constant(0), 1, 1, 1, 1);

  /**
   * The same options with other initial weights.
   *
   * @param initializer the initial weights
   * @return the changed copy
   */
  public ParameterOptions weights(Initializer initializer) {
    return new ParameterOptions(initializer, biases, weightRate, biasRate, weightDecay, biasDecay);
  }

  /**
   * The same options with other initial biases.
   *
   * @param initializer the initial biases
   * @return the changed copy
   */
  public ParameterOptions biases(Initializer initializer) {
    return new ParameterOptions(weights, initializer, weightRate, biasRate, weightDecay, biasDecay);
  }

  /**
   * The same options with other multipliers of the learning rate.
   *
   * @param weight multiplier for weights
   * @param bias multiplier for biases
   * @return the changed copy
   * @throws InvalidModelException on building the network if one is negative or not finite
   */
  public ParameterOptions rates(double weight, double bias) {
    return new ParameterOptions(weights, biases, weight, bias, weightDecay, biasDecay);
  }

  /**
   * The same options with other multipliers of the weight decay.
   *
   * @param weight multiplier for weights
   * @param bias multiplier for biases
   * @return the changed copy
   * @throws InvalidModelException on building the network if one is negative or not finite
   */
  public ParameterOptions decays(double weight, double bias) {
    return new ParameterOptions(weights, biases, weightRate, biasRate, weight, bias);
  }
}
