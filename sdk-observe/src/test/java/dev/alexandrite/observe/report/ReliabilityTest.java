package dev.alexandrite.observe.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.evaluate.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
  @Test
  void theCalibrationErrorIsThatOfThePaper() {
    // By hand: bins 15 (two images), 9 (two) and 1; |1/2 - 0.96|, |2/2 - 0.58|, |0 - 0.05|.
    float[] confidences = {0.95f, 0.97f, 0.57f, 0.59f, 0.05f};
    boolean[] right = {true, false, true, true, false};
    double expected = (2 * Math.abs(0.5 - 0.96) + 2 * Math.abs(1 - 0.58) + 0.05) / 5;

    assertEquals(expected, Reliability.of(confidences, right).expectedError(), 1e-6);
  }

  @Test
  void aBinHoldsItsUpperEdge() {
    Reliability edges =
        Reliability.of(new float[] {0, 1, 0.2f, 0.2001f}, new boolean[] {true, true, true, true});
    assertEquals(15, edges.bins().size());
    assertEquals(1, edges.bins().get(0).count());
    assertEquals(1, edges.bins().get(14).count());
    assertEquals(1, edges.bins().get(3).count(), "0.2001 is above 3/15");
    assertEquals(4, edges.bins().stream().mapToInt(Reliability.Bin::count).sum());
  }

  @Test
  void withoutImagesItIsUnknown() {
    assertTrue(Double.isNaN(Reliability.of(new float[0], new boolean[0]).expectedError()));
  }

  @Test
  void theHighestLossesAreKeptInOrder() {
    Outcomes outcomes = new Outcomes(2);
    Metric.Accumulator accumulator = outcomes.start();
    accumulator.add(new float[] {0.9f, 0.1f}, 0);
    accumulator.add(new float[] {0.9f, 0.1f}, 1);
    accumulator.add(new float[] {1, 0}, 1);
    accumulator.add(new float[] {0.4f, 0.6f}, 0);
    List<Outcomes.Loss> worst = outcomes.worst();
    assertEquals(List.of(2, 1), worst.stream().map(Outcomes.Loss::image).toList());
    assertTrue(Double.isFinite(worst.getFirst().value()), "a probability of 0 has a finite loss");
    assertEquals(0, worst.getLast().predicted());
    assertEquals(-Math.log(0.1), worst.getLast().value(), 1e-6);
    // Bins 14 (two images, one right), 15 (one, wrong) and 9 (one, wrong).
    assertEquals((2 * 0.4 + 1 + 0.6) / 4, accumulator.value(), 1e-6);
  }

  @Test
  void thereIsRoomForMoreImagesThanAtFirst() {
    Outcomes outcomes = new Outcomes(1);
    Metric.Accumulator accumulator = outcomes.start();
    for (int i = 0; i < 5000; i++) {
      accumulator.add(new float[] {0.5f, 0.5f}, i % 2);
    }
    assertEquals(0, accumulator.value(), 1e-6);
  }
}
