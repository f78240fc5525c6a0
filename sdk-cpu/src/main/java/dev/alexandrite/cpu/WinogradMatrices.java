package dev.alexandrite.cpu;

import java.math.BigInteger;
import java.util.List;

/**
 * The matrices of a Winograd convolution F(m, r) in one dimension, by Toom and Cook: with {@code n
 * = m + r - 1} points, of which the last is infinity,
 *
 * <pre>y = Aᵀ·((G·w) ∘ (Bᵀ·x)),   y[i] = Σ over k: x[i + k]·w[k]</pre>
 *
 * <p>They are worked out in exact fractions and rounded once. Lavin and Gray, "Fast Algorithms for
 * Convolutional Neural Networks" (arXiv 1509.09308), section 4, print some of them.
 *
 * @param input Bᵀ, {@code n × n}
 * @param filter G, {@code n × r}
 * @param output Aᵀ, {@code m × n}
 */
record WinogradMatrices(double[][] input, double[][] filter, double[][] output) {

  /**
   * Works out the matrices.
   *
   * @param points the finite points, {@code m + r - 2} different ones
   * @param outputs m
   * @param taps r
   */
  static WinogradMatrices of(List<Fraction> points, int outputs, int taps) {
    int n = outputs + taps - 1;
    double[][] input = new double[n][n];
    double[][] filter = new double[n][taps];
    double[][] output = new double[outputs][n];
    for (int i = 0; i < n - 1; i++) {
      Fraction point = points.get(i);
      List<Fraction> others = points.stream().filter(other -> !other.equals(point)).toList();
      Fraction scale = Fraction.ONE;
      for (Fraction other : others) {
        scale = scale.times(point.minus(other));
      }
      Fraction[] product = productOfRoots(others);
      for (int j = 0; j < product.length; j++) {
        input[i][j] = product[j].value();
      }
      for (int k = 0; k < taps; k++) {
        filter[i][k] = point.power(k).over(scale).value();
      }
      for (int k = 0; k < outputs; k++) {
        output[k][i] = point.power(k).value();
      }
    }
    Fraction[] product = productOfRoots(points);
    for (int j = 0; j < n; j++) {
      input[n - 1][j] = product[j].value();
    }
    filter[n - 1][taps - 1] = 1;
    output[outputs - 1][n - 1] = 1;
    return new WinogradMatrices(input, filter, output);
  }

  /** The coefficients of Π (x - root), the constant first. */
  private static Fraction[] productOfRoots(List<Fraction> roots) {
    Fraction[] product = {Fraction.ONE};
    for (Fraction root : roots) {
      Fraction[] next = new Fraction[product.length + 1];
      for (int k = 0; k < next.length; k++) {
        Fraction shifted = k > 0 ? product[k - 1] : Fraction.ZERO;
        Fraction scaled = k < product.length ? product[k].times(root) : Fraction.ZERO;
        next[k] = shifted.minus(scaled);
      }
      product = next;
    }
    return product;
  }

  /**
   * An exact number in lowest terms, so that equal numbers are equal records.
   *
   * @param numerator with the sign
   * @param denominator above 0
   */
  record Fraction(BigInteger numerator, BigInteger denominator) {
    static final Fraction ZERO = of(0, 1);
    static final Fraction ONE = of(1, 1);

    static Fraction of(long numerator, long denominator) {
      return lowest(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** Such as {@code -2} or {@code 1/2}. */
    static Fraction parse(String text) {
      int slash = text.indexOf('/');
      return slash < 0
          ? of(Long.parseLong(text), 1)
          : of(Long.parseLong(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
    }

    private static Fraction lowest(BigInteger numerator, BigInteger denominator) {
      BigInteger divisor = numerator.gcd(denominator);
      BigInteger signed = denominator.signum() < 0 ? divisor.negate() : divisor;
      return new Fraction(numerator.divide(signed), denominator.divide(signed));
    }

    Fraction times(Fraction other) {
      return lowest(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Fraction over(Fraction other) {
      return lowest(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    Fraction minus(Fraction other) {
      return lowest(
          numerator.multiply(other.denominator).subtract(other.numerator.multiply(denominator)),
          denominator.multiply(other.denominator));
    }

    Fraction power(int exponent) {
      Fraction power = ONE;
      for (int i = 0; i < exponent; i++) {
        power = power.times(this);
      }
      return power;
    }

    double value() {
      return numerator.doubleValue() / denominator.doubleValue();
    }
  }
}
