package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;

/**
 * The description of a trained tensor, or of a carried one ({@link Kind#STATE}).
 *
 * @param name unique in the network: {@code <node>.weight}, {@code <node>.bias}, {@code
 *     <node>.running_mean} or {@code <node>.running_var}
 * @param shape its shape
 * @param kind what it does
 * @param initializer what it starts from
 * @param fanIn inputs of one unit, for the initialiser
 * @param fanOut units that one input reaches through this tensor, for the initialiser
 * @param rateScale multiplier of the optimiser's learning rate
 * @param decayScale multiplier of the optimiser's weight decay
 */
public record ParameterSpec(
    String name,
    Shape shape,
    Kind kind,
    Initializer initializer,
    int fanIn,
    int fanOut,
    double rateScale,
    double decayScale) {
  /** What a tensor does. */
  public enum Kind {
    /** Multiplies inputs. */
    WEIGHT,
    /** Is added to a sum of weighted inputs. */
    BIAS,
    /** Multiplies a normalised value. */
    SCALE,
    /** Is added to a normalised value. */
    SHIFT,
    /** Is carried from step to step without being trained. */
    STATE
  }

  /**
   * The layer that owns it.
   *
   * @return the name of the node
   */
  public String layer() {
    return name.substring(0, name.lastIndexOf('.'));
  }

  static ParameterSpec weight(
      String node, Shape shape, ParameterOptions options, int fanIn, int fanOut) {
    return new ParameterSpec(
        node + ".weight",
        shape,
        Kind.WEIGHT,
        options.weights(),
        fanIn,
        fanOut,
        options.weightRate(),
        options.weightDecay());
  }

  static ParameterSpec bias(
      String node, Shape shape, ParameterOptions options, int fanIn, int fanOut) {
    return new ParameterSpec(
        node + ".bias",
        shape,
        Kind.BIAS,
        options.biases(),
        fanIn,
        fanOut,
        options.biasRate(),
        options.biasDecay());
  }

  static ParameterSpec scale(String node, Shape shape, ParameterOptions options) {
    return new ParameterSpec(
        node + ".weight",
        shape,
        Kind.SCALE,
        options.weights(),
        1,
        1,
        options.weightRate(),
        options.weightDecay());
  }

  static ParameterSpec shift(String node, Shape shape, ParameterOptions options) {
    return new ParameterSpec(
        node + ".bias",
        shape,
        Kind.SHIFT,
        options.biases(),
        1,
        1,
        options.biasRate(),
        options.biasDecay());
  }

  static ParameterSpec state(String name, Shape shape, Initializer initializer) {
    return new ParameterSpec(name, shape, Kind.STATE, initializer, 1, 1, 0, 0);
  }
}
