package dev.alexandrite.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Distributions, bounds and determinism of initial values. */
final class InitializerTest {
  private static final int FAN_IN = 50;
  private static final int FAN_OUT = 30;
  private static final int COUNT = 100_001;

  record Case(Initializer initializer, double variance, double bound) {}

  static Stream<Case> distributions() {
    double unbounded = Double.POSITIVE_INFINITY;
    return Stream.of(
        new Case(new Initializer.Gaussian(0.01), 1e-4, unbounded),
        new Case(new Initializer.HeNormal(), 2.0 / 50, unbounded),
        new Case(new Initializer.ScaledNormal(0.5), 0.5 / 50, unbounded),
        new Case(new Initializer.ScaledUniform(3), 1.0 / 50, Math.sqrt(3.0 / 50)),
        new Case(new Initializer.FanOutNormal(2), 2.0 / 30, unbounded),
        new Case(new Initializer.FanOutUniform(1), 1.0 / 90, Math.sqrt(1.0 / 30)),
        new Case(new Initializer.XavierNormal(), 2.0 / 80, unbounded),
        new Case(new Initializer.HeUniform(), 2.0 / 50, Math.sqrt(6.0 / 50)),
        new Case(new Initializer.XavierUniform(), 2.0 / 80, Math.sqrt(6.0 / 80)),
        new Case(new Initializer.PytorchDefault(), 1.0 / 150, Math.sqrt(1.0 / 50)));
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void meanVarianceAndBound(Case expected) {
    float[] values = fill(expected.initializer(), COUNT, 7, 3);

    double mean = 0;
    double squares = 0;
    double largest = 0;
    for (float value : values) {
      mean += value / COUNT;
      squares += (double) value * value / COUNT;
      largest = Math.max(largest, Math.abs(value));
    }
    double deviation = Math.sqrt(expected.variance());
    // Five standard errors of a sample of this size.
    assertEquals(0, mean, 5 * deviation / Math.sqrt(COUNT));
    assertEquals(1, squares / expected.variance(), 5 * Math.sqrt(2.0 / COUNT));
    assertTrue(largest <= (float) expected.bound(), "largest " + largest);
    assertTrue(largest > 1.7 * deviation, "largest " + largest);
  }

  @Test
  void normalsFollowTheBell() {
    float[] values = fill(new Initializer.Gaussian(1), COUNT, 1, 0);

    assertEquals(0.6827, share(values, 1), 0.008);
    assertEquals(0.9545, share(values, 2), 0.004);
  }

  @Test
  void everyValueDependsOnSeedNumberAndPlaceAlone() {
    Initializer normal = new Initializer.HeNormal();
    float[] values = fill(normal, 1003, 5, 2);

    assertArrayEquals(values, fill(normal, 1003, 5, 2));
    assertArrayEquals(Arrays.copyOf(values, 501), fill(normal, 501, 5, 2));
    assertFalse(Arrays.equals(values, fill(normal, 1003, 6, 2)));
    assertFalse(Arrays.equals(values, fill(normal, 1003, 5, 3)));
  }

  /** The numbers come from an independent program that follows Philox4x32-10 and Box-Muller. */
  @Test
  void theBitsAreThoseOfEveryRelease() {
    float[] normal = fill(new Initializer.Gaussian(1), 5, 1, 0);
    float[] uniform = fill(new Initializer.PytorchDefault(), 5, 1, 0);

    assertArrayEquals(
        new float[] {0.380400747f, -0.296277881f, -0.249233425f, -1.00383723f, 0.62694788f},
        normal);
    assertArrayEquals(
        new float[] {0.110381961f, 0.111633696f, 0.024246959f, 0.0597556345f, 0.048648458f},
        uniform);
  }

  @Test
  void constants() {
    assertArrayEquals(new float[] {0.1f, 0.1f}, fill(new Initializer.Constant(0.1), 2, 1, 0));
  }

  @Test
  void impossibleNumbersAreRefused() {
    assertThrows(InvalidModelException.class, () -> new Initializer.Gaussian(-1));
    assertThrows(InvalidModelException.class, () -> new Initializer.Gaussian(Double.NaN));
    assertThrows(InvalidModelException.class, () -> new Initializer.ScaledNormal(-1));
    assertThrows(
        InvalidModelException.class, () -> new Initializer.Constant(Double.POSITIVE_INFINITY));
  }

  private static double share(float[] values, double within) {
    int count = 0;
    for (float value : values) {
      count += Math.abs(value) < within ? 1 : 0;
    }
    return (double) count / values.length;
  }

  private static float[] fill(Initializer initializer, int count, long seed, int number) {
    float[] values = new float[count];
    initializer.fill(values, 0, FAN_IN, FAN_OUT, seed, number);
    return values;
  }
}
