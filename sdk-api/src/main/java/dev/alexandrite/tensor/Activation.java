package dev.alexandrite.tensor;

/** A pointwise nonlinearity. */
public enum Activation {
  /** The identity. */
  NONE,
  /** {@code max(0, x)}; the gradient at 0 is 0 (AlexNet paper, section 3.1). */
  RELU,
  /** The hyperbolic tangent. */
  TANH,
  /** The logistic function {@code 1 / (1 + exp(-x))}. */
  SIGMOID,
  /** {@code x · Φ(x)} with the exact Gaussian distribution function, not the tanh approximation. */
  GELU,
  /** {@code x · sigmoid(x)}, also called swish. */
  SILU;

  /**
   * What the gradient is computed from.
   *
   * @return true if from the output {@code y} (ReLU, tanh, sigmoid), false if from the input
   */
  public boolean gradientFromOutput() {
    return this == RELU || this == TANH || this == SIGMOID || this == NONE;
  }
}
