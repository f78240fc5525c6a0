package dev.alexandrite.core.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.CoreTolerances;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.data.Task;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.LabelMeasures;
import dev.alexandrite.evaluate.ValueMeasures;
import dev.alexandrite.evaluate.Views;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Measures against what scikit-learn's formulas give by hand. */
class TargetEvaluationTest {
  private static final ClassifierOptions DEFAULTS = ClassifierOptions.defaults();
  private static final double HAND = CoreTolerances.MEASURE;

  private static List<Image> images(int count) {
    return Collections.nCopies(count, new Image(1, 1, new byte[3]));
  }

  private static EvaluationReport report(
      Dataset data, ClassifierOptions options, float[]... outputs) {
    Evaluation evaluation =
        Evaluation.of(data, List.of(), options.thresholdsOf(data.classNames().size()));
    for (int i = 0; i < outputs.length; i++) {
      evaluation.accept(i, outputs[i]);
    }
    return evaluation.report(Views.CENTER);
  }

  private static final float[][] LABELS = {{1, 0, 0}, {0, 1, 0}, {1, 1, 0}, {0, 0, 0}};
  private static final float[][] FOUND = {
    {0.9f, 0.2f, 0.1f}, {0.8f, 0.6f, 0.1f}, {0.7f, 0.4f, 0.1f}, {0.1f, 0.4f, 0.1f}
  };

  private static Dataset labelled() {
    return InMemoryDataset.multiLabel(images(4), LABELS, List.of("a", "b", "none"));
  }

  @Test
  void labels() {
    EvaluationReport report = report(labelled(), DEFAULTS, FOUND);
    LabelMeasures measures = report.labels().orElseThrow();
    LabelMeasures.OfLabel a = measures.labels().get(0);
    LabelMeasures.OfLabel b = measures.labels().get(1);
    assertEquals(
        List.of(2, 1, 0), List.of(a.truePositives(), a.falsePositives(), a.falseNegatives()));
    assertEquals(
        List.of(1, 0, 1), List.of(b.truePositives(), b.falsePositives(), b.falseNegatives()));
    // a: right at ranks 1 and 3 of 0.9, 0.8, 0.7, 0.1. b: 0.6 right, then one of two of 0.4.
    assertEquals(0.5 * 1 + 0.5 * 2 / 3, a.averagePrecision(), HAND);
    assertEquals(0.5 * 1 + 0.5 * 2 / 3, b.averagePrecision(), HAND);
    assertTrue(Double.isNaN(measures.labels().get(2).averagePrecision()));
    assertEquals(5.0 / 6, measures.meanAveragePrecision(), HAND);
    assertEquals((2.0 / 3 + 1) / 2, measures.macroPrecision(), HAND);
    assertEquals((1 + 0.5) / 2, measures.macroRecall(), HAND);
    assertEquals((0.8 + 2.0 / 3) / 2, measures.macroF1(), HAND);
    assertEquals(0.75, measures.microPrecision(), HAND);
    assertEquals(0.75, measures.microRecall(), HAND);
    assertEquals(0.75, measures.microF1(), HAND);
    assertEquals(0.5, measures.exactMatch(), HAND); // the first and the last
    assertEquals(5.0 / 6, report.metrics().get(EvaluationReport.MEAN_AVERAGE_PRECISION), HAND);
    assertEquals(1.0 / 6, report.error(), HAND);
    double loss = 0;
    for (int i = 0; i < LABELS.length; i++) {
      for (int label = 0; label < 3; label++) {
        double right = LABELS[i][label] > 0 ? FOUND[i][label] : 1.0 - FOUND[i][label];
        loss -= StrictMath.log(right) / 12;
      }
    }
    assertEquals(loss, report.loss(), HAND);
    String line = report.toString();
    assertTrue(line.contains("mAP 0.8333") && !line.contains("top-1"), line);
    assertTrue(measures.table().contains("b (2): 0.50, 1.0000, 0.5000, 0.6667, 0.8333"));
  }

  @Test
  void thresholds() {
    LabelMeasures one = report(labelled(), DEFAULTS.thresholds(0.3), FOUND).labels().orElseThrow();
    assertEquals(1, one.labels().get(1).recall());
    LabelMeasures each =
        report(labelled(), DEFAULTS.thresholds(0.85, 0.3, 0.9), FOUND).labels().orElseThrow();
    assertEquals(0.5, each.labels().get(0).recall());
    assertEquals(2.0 / 3, each.labels().get(1).precision(), HAND);
    assertEquals(0.9, each.labels().get(2).threshold());
  }

  /** The order in which images come changes no average precision, ties or not. */
  @Test
  void averagePrecisionDoesNotDependOnTheOrder() {
    float[][] turnedLabels = new float[4][];
    float[][] turnedFound = new float[4][];
    for (int i = 0; i < 4; i++) {
      turnedLabels[i] = LABELS[3 - i];
      turnedFound[i] = FOUND[3 - i];
    }
    Dataset turned = InMemoryDataset.multiLabel(images(4), turnedLabels, List.of("a", "b", "none"));
    assertEquals(
        report(labelled(), DEFAULTS, FOUND).labels(),
        report(turned, DEFAULTS, turnedFound).labels());
  }

  @Test
  void values() {
    float[][] targets = {{1, 5}, {2, 5}, {4, 5}};
    Dataset data = InMemoryDataset.regression(images(3), targets, List.of("x", "same"));
    EvaluationReport report =
        report(data, DEFAULTS, new float[] {1, 4}, new float[] {3, 5}, new float[] {4, 7});
    ValueMeasures measures = report.values().orElseThrow();
    ValueMeasures.OfValue x = measures.values().getFirst();
    assertEquals(1.0 / 3, x.meanSquaredError(), HAND);
    assertEquals(1.0 / 3, x.meanAbsoluteError(), HAND);
    double mean = 7.0 / 3;
    double spread = Arrays.stream(new double[] {1, 2, 4}).map(t -> (t - mean) * (t - mean)).sum();
    assertEquals(1 - 1 / spread, x.r2(), HAND);
    assertTrue(Double.isNaN(measures.values().get(1).r2()));
    assertEquals((1.0 / 3 + 5.0 / 3) / 2, measures.meanSquaredError(), HAND);
    assertEquals(measures.meanSquaredError(), report.loss());
    assertEquals(
        (1.0 / 3 + 1) / 2, report.metrics().get(EvaluationReport.MEAN_ABSOLUTE_ERROR), HAND);
    assertTrue(measures.table().contains("x: 0.3333, 0.3333, "));
  }

  /** A logit at which softmax has no tie: each is judged by itself. */
  @Test
  void aViewIsTurnedIntoWhatItsTaskMeans() {
    float[] outputs = {0, 2, -800, 800};
    for (Task task : Task.values()) {
      double[] sum = new double[4];
      Probabilities.add(task, outputs, 0, 1, sum);
      double[] expected =
          switch (task) {
            case CLASSIFICATION -> new double[] {0, 0, 0, 1};
            case MULTI_LABEL -> new double[] {0.5, 0.8807970779778823, 0, 1};
            case REGRESSION -> new double[] {0, 2, -800, 800};
          };
      for (int i = 0; i < 4; i++) {
        assertEquals(expected[i], sum[i], CoreTolerances.PROBABILITY);
      }
    }
  }
}
