package dev.alexandrite.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossesTest {
  /** A gradient against central differences of a float32 loss, absolute. */
  private static final double FINITE_DIFFERENCES = 1e-4;

  private static final int CLASSES = 3;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 2})
  void itsGradientIsTheSlopeOfItsMean(double gamma) {
    assertSlope(Losses.focal(gamma));
  }

  @Test
  void theSquaredErrorsGradientIsToo() {
    assertSlope(Losses.squaredError());
  }

  private static void assertSlope(Loss loss) {
    float[] logits = {0.5f, -1, 2, 1, 0.25f, -0.5f};
    float[] labels = {2, 1};
    float[] gradient = new float[logits.length];
    loss.compute(logits, labels, 2, CLASSES, new float[2], gradient);
    float h = 1e-2f;
    for (int i = 0; i < logits.length; i++) {
      double slope = (mean(loss, logits, labels, i, h) - mean(loss, logits, labels, i, -h)) / 2 / h;
      assertEquals(slope, gradient[i], FINITE_DIFFERENCES, "logit " + i);
    }
  }

  private static double mean(Loss loss, float[] logits, float[] labels, int at, float h) {
    float[] moved = logits.clone();
    moved[at] += h;
    float[] losses = new float[2];
    loss.compute(moved, labels, 2, CLASSES, losses, new float[logits.length]);
    return (losses[0] + (double) losses[1]) / 2;
  }
}
