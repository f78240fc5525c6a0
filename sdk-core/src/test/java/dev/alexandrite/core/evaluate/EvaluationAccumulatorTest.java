package dev.alexandrite.core.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.data.Task;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.evaluate.Views;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationAccumulatorTest {
  private static final double EXACT = 1e-12;

  private static EvaluationReport single(int label, float... probabilities) {
    List<String> names =
        IntStream.range(0, probabilities.length).mapToObj(i -> "class " + i).toList();
    EvaluationAccumulator counts = new EvaluationAccumulator(names, List.of());
    counts.add(probabilities, label);
    return counts.report(Views.CENTER);
  }

  @Test
  void aSharedMaximumEarnsItsShare() {
    assertEquals(1, single(1, 0.1f, 0.8f, 0.1f).top1(), EXACT);
    assertEquals(0.5, single(0, 0.4f, 0.4f, 0.2f).top1(), EXACT);
    assertEquals(1 / 3.0, single(2, 1 / 3f, 1 / 3f, 1 / 3f).top1(), EXACT);
    assertEquals(0, single(2, 0.4f, 0.4f, 0.2f).top1(), EXACT);
  }

  @Test
  void thePlacesAmongFiveAreShared() {
    // Four are higher; one place is left for three equals.
    float[] p = {0.2f, 0.19f, 0.18f, 0.17f, 0.08f, 0.08f, 0.08f, 0.02f};
    assertEquals(1 / 3.0, single(5, p).top5(), EXACT);
    assertEquals(1, single(3, p).top5(), EXACT);
    assertEquals(0, single(7, p).top5(), EXACT);
    assertEquals(5 / 8.0, single(0, new float[] {1, 1, 1, 1, 1, 1, 1, 1}).top5(), EXACT);
    assertEquals(1, single(1, 0.9f, 0.1f).top5(), EXACT);
  }

  @Test
  void whatIsNotANumberEarnsNothing() {
    EvaluationReport report = single(0, Float.NaN, Float.NaN);
    assertEquals(0, report.top1(), EXACT);
    assertEquals(0, report.top5(), EXACT);
  }

  @Test
  void lossesAndConfusionsAreCounted() {
    EvaluationAccumulator counts =
        new EvaluationAccumulator(List.of("a", "b"), List.of(new MeanProbability()));
    counts.add(new float[] {0.75f, 0.25f}, 0);
    counts.add(new float[] {0.75f, 0.25f}, 1);
    counts.add(new float[] {0.5f, 0.5f}, 1);
    EvaluationReport report = counts.report(Views.TEN);
    assertEquals(3, report.count());
    assertEquals(1.5 / 3, report.top1(), EXACT);
    assertEquals(-Math.log(0.75 * 0.25 * 0.5) / 3, report.loss(), 1e-9);
    assertEquals(1, report.confusion().orElseThrow().count(0, 0));
    assertEquals(2, report.confusion().orElseThrow().count(1, 0));
    assertEquals(1 / 3.0, report.confusion().orElseThrow().precision(0), EXACT);
    assertEquals((0.75 + 0.25 + 0.5) / 3, report.metrics().get("mean p"), EXACT);
  }

  private static final class MeanProbability implements Metric {
    @Override
    public String name() {
      return "mean p";
    }

    @Override
    public Accumulator start() {
      return new Accumulator() {
        private double sum;
        private int count;

        @Override
        public void add(float[] probabilities, int label) {
          sum += probabilities[label];
          count++;
        }

        @Override
        public double value() {
          return sum / count;
        }
      };
    }
  }

  @Test
  void tenViewsAreTheMeanOfTenSoftmaxVectors() {
    List<float[]> images = new ArrayList<>();
    ViewMean mean =
        new ViewMean(Task.CLASSIFICATION, Views.TEN, 2, (image, p) -> images.add(p.clone()));
    float[] logits = new float[40];
    for (int view = 0; view < 20; view++) {
      logits[2 * view] = view < 10 ? view : 0;
    }
    mean.add(logits, 7); // batches need not end where images do
    mean.add(Arrays.copyOfRange(logits, 14, 40), 13);
    double expected = 0;
    for (int view = 0; view < 10; view++) {
      expected += 1 / (1 + Math.exp(-view)) / 10;
    }
    assertEquals(2, images.size());
    assertEquals(expected, images.get(0)[0], 1e-7);
    assertArrayEquals(new float[] {0.5f, 0.5f}, images.get(1), 1e-7f);
  }
}
