package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;
import java.util.Arrays;

/**
 * What parameters start from. The numbers are a pure function of the seed and the parameter's
 * number, so that they are the same on every machine and backend.
 */
public sealed interface Initializer {
  /**
   * The same value everywhere.
   *
   * @param value the value
   */
  record Constant(double value) implements Initializer {
    /**
     * Checks the value.
     *
     * @throws InvalidModelException if it is not finite
     */
    public Constant {
      finite("Constant value", value);
    }
  }

  /**
   * N(0, stddev²), the initialisation of the AlexNet paper (section 5).
   *
   * @param stddev the standard deviation
   */
  record Gaussian(double stddev) implements Initializer {
    /**
     * Checks the deviation.
     *
     * @throws InvalidModelException if it is negative or not finite
     */
    public Gaussian {
      finite("Gaussian stddev", stddev);
      notNegative("Gaussian stddev", stddev);
    }
  }

  /** N(0, 2 / fanIn) (He et al. 2015, arXiv 1502.01852). */
  record HeNormal() implements Initializer {}

  /** Uniform in ±√(6 / fanIn) (He et al. 2015). */
  record HeUniform() implements Initializer {}

  /** Uniform in ±√(6 / (fanIn + fanOut)) (Glorot and Bengio 2010). */
  record XavierUniform() implements Initializer {}

  /** N(0, 2 / (fanIn + fanOut)) (Glorot and Bengio 2010). */
  record XavierNormal() implements Initializer {}

  /** Uniform in ±1/√fanIn, PyTorch's default for weights and biases alike. */
  record PytorchDefault() implements Initializer {}

  /**
   * N(0, gain / fanIn): gain 2 is He's, 1 is LeCun's.
   *
   * @param gain the variance times fanIn
   */
  record ScaledNormal(double gain) implements Initializer {
    /**
     * Checks the gain.
     *
     * @throws InvalidModelException if it is negative or not finite
     */
    public ScaledNormal {
      finite("ScaledNormal gain", gain);
      notNegative("ScaledNormal gain", gain);
    }
  }

  /**
   * Uniform in ±√(gain / fanIn): gain 6 is He's, 3 is Caffe's {@code xavier}.
   *
   * @param gain the square of the bound times fanIn, three times the variance times fanIn
   */
  record ScaledUniform(double gain) implements Initializer {
    /**
     * Checks the gain.
     *
     * @throws InvalidModelException if it is negative or not finite
     */
    public ScaledUniform {
      finite("ScaledUniform gain", gain);
      notNegative("ScaledUniform gain", gain);
    }
  }

  /**
   * N(0, gain / fanOut): gain 2 is PyTorch's {@code kaiming_normal_} with {@code mode="fan_out"},
   * but in groups, where PyTorch counts the outputs of all groups and 2 / groups is the same.
   *
   * @param gain the variance times fanOut
   */
  record FanOutNormal(double gain) implements Initializer {
    /**
     * Checks the gain.
     *
     * @throws InvalidModelException if it is negative or not finite
     */
    public FanOutNormal {
      finite("FanOutNormal gain", gain);
      notNegative("FanOutNormal gain", gain);
    }
  }

  /**
   * Uniform in ±√(gain / fanOut): gain 1 is the start of EfficientNet's last layer.
   *
   * @param gain the square of the bound times fanOut
   */
  record FanOutUniform(double gain) implements Initializer {
    /**
     * Checks the gain.
     *
     * @throws InvalidModelException if it is negative or not finite
     */
    public FanOutUniform {
      finite("FanOutUniform gain", gain);
      notNegative("FanOutUniform gain", gain);
    }
  }

  /**
   * Writes initial values, all of a parameter's or a part of them.
   *
   * @param values receives the values from {@code from} on, row-major
   * @param from the part's first element in the parameter, a multiple of 4
   * @param fanIn inputs of one unit
   * @param fanOut units that one input reaches
   * @param seed the seed of the run
   * @param parameterNumber the parameter's place in {@link Network#parameters()}
   * @throws IllegalArgumentException if {@code from} is negative or no multiple of 4
   */
  default void fill(
      float[] values, int from, int fanIn, int fanOut, long seed, int parameterNumber) {
    RandomFill random = new RandomFill(seed, parameterNumber, from);
    switch (this) {
      case Constant(double value) -> Arrays.fill(values, (float) value);
      case Gaussian(double stddev) -> random.normal(values, stddev);
      case ScaledNormal(double gain) -> random.normal(values, Math.sqrt(gain / fanIn));
      case ScaledUniform(double gain) -> random.uniform(values, Math.sqrt(gain / fanIn));
      case FanOutNormal(double gain) -> random.normal(values, Math.sqrt(gain / fanOut));
      case FanOutUniform(double gain) -> random.uniform(values, Math.sqrt(gain / fanOut));
      case HeNormal() -> random.normal(values, Math.sqrt(2.0 / fanIn));
      case XavierNormal() -> random.normal(values, Math.sqrt(2.0 / ((double) fanIn + fanOut)));
      case HeUniform() -> random.uniform(values, Math.sqrt(6.0 / fanIn));
      case XavierUniform() -> random.uniform(values, Math.sqrt(6.0 / ((double) fanIn + fanOut)));
      case PytorchDefault() -> random.uniform(values, Math.sqrt(1.0 / fanIn));
    }
  }

  private static void finite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new InvalidModelException(what + " is " + value + ", expected a finite number");
    }
  }

  private static void notNegative(String what, double value) {
    if (value < 0) {
      throw new InvalidModelException(what + " is " + value + ", expected at least 0");
    }
  }
}
