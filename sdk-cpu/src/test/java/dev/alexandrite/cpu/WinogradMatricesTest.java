package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.cpu.WinogradMatrices.Fraction;
import dev.alexandrite.testkit.Tolerances;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The identity that Winograd's matrices stand for, and the published ones. */
final class WinogradMatricesTest {
  /** Lavin and Gray, arXiv 1509.09308, section 4.1. */
  @Test
  void twoOutputsOfThreeTapsAreThePublishedOnes() {
    WinogradMatrices matrices = WinogradMatrices.of(fractions(0, 1, -1), 2, 3);
    // The paper moves signs and factors between the matrices; here Bᵀ takes the plain polynomials.
    assertRows(
        new double[][] {{-1, 0, 1, 0}, {0, 1, 1, 0}, {0, -1, 1, 0}, {0, -1, 0, 1}},
        matrices.input());
    assertRows(
        new double[][] {{-1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}},
        matrices.filter());
    assertRows(new double[][] {{1, 1, 1, 0}, {0, 1, -1, 1}}, matrices.output());
  }

  @Property(tries = 200)
  void productsOfTransformsAreTheCorrelation(
      @ForAll @IntRange(min = 1, max = 6) int outputs,
      @ForAll @IntRange(min = 1, max = 5) int taps,
      @ForAll("values") double[] values) {
    int n = outputs + taps - 1;
    WinogradMatrices matrices =
        WinogradMatrices.of(
            fractions(0, 1, -1, 2, -2, 3, -3, 4, -4).subList(0, n - 1), outputs, taps);
    double[] x = Arrays.copyOf(values, n);
    double[] w = Arrays.copyOfRange(values, n, n + taps);
    double[] products = apply(matrices.input(), x);
    double[] kernel = apply(matrices.filter(), w);
    for (int i = 0; i < n; i++) {
      products[i] *= kernel[i];
    }
    double[] y = apply(matrices.output(), products);
    for (int i = 0; i < outputs; i++) {
      double sum = 0;
      for (int k = 0; k < taps; k++) {
        sum += x[i + k] * w[k];
      }
      assertEquals(sum, y[i], Tolerances.WINOGRAD_IN_DOUBLES, "output " + i);
    }
  }

  @Provide
  Arbitrary<double[]> values() {
    return Arbitraries.doubles().between(-1, 1).array(double[].class).ofSize(15);
  }

  private static List<Fraction> fractions(int... points) {
    return Arrays.stream(points).mapToObj(point -> Fraction.of(point, 1)).toList();
  }

  private static double[] apply(double[][] matrix, double[] vector) {
    double[] result = new double[matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < vector.length; column++) {
        result[row] += matrix[row][column] * vector[column];
      }
    }
    return result;
  }

  private static void assertRows(double[][] expected, double[][] found) {
    assertEquals(expected.length, found.length);
    for (int row = 0; row < expected.length; row++) {
      assertArrayEquals(expected[row], found[row], Tolerances.DOUBLE_ROUNDING, "row " + row);
    }
  }
}
