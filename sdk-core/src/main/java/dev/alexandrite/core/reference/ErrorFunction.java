package dev.alexandrite.core.reference;

/**
 * The complementary error function, to about 14 digits. The formulas are those of Abramowitz and
 * Stegun, "Handbook of Mathematical Functions" (1964), section 7.1.
 */
final class ErrorFunction {
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  /** Below, the series has few terms and loses nothing; above, the fraction is short. */
  private static final double SERIES_LIMIT = 2;

  /** Enough for full precision from {@link #SERIES_LIMIT} upwards. */
  private static final int FRACTION_DEPTH = 120;

  private ErrorFunction() {}

  /**
   * The complement of the error function.
   *
   * @param x any number
   * @return {@code 1 - erf(x)}, with small relative error in the right tail too
   */
  static double complement(double x) {
    if (x < 0) {
      return 2 - complement(-x);
    }
    return x < SERIES_LIMIT ? 1 - series(x) : fraction(x);
  }

  /** Formula 7.1.6: {@code erf x = 2/√π · exp(-x²) · Σ 2^n x^(2n+1) / (1·3·…·(2n+1))}. */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; term > sum * 0x1p-55; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return TWO_OVER_SQRT_PI * StrictMath.exp(-x * x) * sum;
  }

  /** Formula 7.1.14: {@code √π exp(x²) erfc x = 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …))))}. */
  private static double fraction(double x) {
    double tail = x;
    for (int n = FRACTION_DEPTH; n >= 1; n--) {
      tail = x + 0.5 * n / tail;
    }
    return TWO_OVER_SQRT_PI / 2 * StrictMath.exp(-x * x) / tail;
  }
}
