package dev.alexandrite.tensor;

/**
 * A differentiable function of one number, applied element by element. See {@link Activation} for
 * the nonlinearities that layers end with.
 */
public sealed interface UnaryFunction {
  /**
   * What the gradient is computed from.
   *
   * @return true if from the output, false if from the input
   */
  default boolean gradientFromOutput() {
    return switch (this) {
      case Exponential _, SquareRoot _ -> true;
      case Logarithm _, ErrorFunction _, Absolute _, Power _, Clip _, Scale _, Shift _ -> false;
    };
  }

  /** {@code exp(x)}. */
  record Exponential() implements UnaryFunction {}

  /** {@code ln(x)}; minus infinity at 0, NaN below. */
  record Logarithm() implements UnaryFunction {}

  /** {@code √x}, correctly rounded; NaN below 0. */
  record SquareRoot() implements UnaryFunction {}

  /** The error function {@code erf(x) = 2/√π · ∫₀ˣ exp(-t²) dt}. */
  record ErrorFunction() implements UnaryFunction {}

  /** {@code |x|}; the gradient at 0 is 0. */
  record Absolute() implements UnaryFunction {}

  /**
   * {@code x} to a constant power. A negative number has whole powers only, others are NaN.
   *
   * @param exponent the power
   */
  record Power(float exponent) implements UnaryFunction {
    /**
     * Checks the exponent.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public Power {
      finite("exponent", exponent);
    }
  }

  /**
   * {@code min(max(x, low), high)}; the gradient passes where {@code low <= x <= high}.
   *
   * @param low the smallest value
   * @param high the largest value
   */
  record Clip(float low, float high) implements UnaryFunction {
    /**
     * Checks the limits; infinite ones are none.
     *
     * @throws IllegalArgumentException if low is above high, or one is NaN
     */
    public Clip {
      if (!(low <= high)) {
        throw new IllegalArgumentException(
            "clip needs low <= high, found low " + low + " and high " + high);
      }
      low += 0f; // a zero of either sign is one bound
      high += 0f;
    }
  }

  /**
   * {@code factor · x}.
   *
   * @param factor the factor
   */
  record Scale(float factor) implements UnaryFunction {
    /**
     * Checks the factor.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public Scale {
      finite("factor", factor);
    }
  }

  /**
   * {@code x + term}.
   *
   * @param term what is added
   */
  record Shift(float term) implements UnaryFunction {
    /**
     * Checks the term.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public Shift {
      finite("term", term);
    }
  }

  private static void finite(String what, float value) {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException(what + " must be finite, found " + value);
    }
  }
}
