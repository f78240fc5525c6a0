package dev.alexandrite.core.evaluate;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.LabelMeasures;
import dev.alexandrite.evaluate.Views;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures of several labels an image. Average precision needs the order of all probabilities of a
 * label, so that they are kept, each with whether its image has the label.
 */
final class LabelAccumulator implements Evaluation {
  private final Dataset data;
  private final int labels;
  private final double[] thresholds;
  private final int[] truePositives;
  private final int[] falsePositives;
  private final int[] falseNegatives;

  /** By label, then by image: the bits of the probability, above one that says if it is right. */
  private final long[][] scores;

  private int count;
  private int exact;
  private double loss;

  LabelAccumulator(Dataset data, double[] thresholds) {
    this.data = data;
    this.labels = data.classNames().size();
    this.thresholds = thresholds.clone();
    this.truePositives = new int[labels];
    this.falsePositives = new int[labels];
    this.falseNegatives = new int[labels];
    this.scores = new long[labels][data.size()];
  }

  static long bytes(int labels, long examples) {
    return (long) Long.BYTES
        * labels
        * (examples + 1); // one label is copied at a time to be sorted
  }

  @Override
  public void accept(int image, float[] probabilities) {
    boolean all = true;
    double sum = 0;
    for (int label = 0; label < labels; label++) {
      float target = data.target(image, label);
      float probability = probabilities[label];
      boolean has = target >= 0.5f;
      boolean found = probability >= thresholds[label];
      truePositives[label] += has && found ? 1 : 0;
      falsePositives[label] += !has && found ? 1 : 0;
      falseNegatives[label] += has && !found ? 1 : 0;
      all &= has == found;
      sum += crossEntropy(probability, target);
      scores[label][count] = (long) Float.floatToIntBits(probability) << 1 | (has ? 1 : 0);
    }
    exact += all ? 1 : 0;
    loss += sum / labels;
    count++;
  }

  /** A vanished probability costs 103 nats, as that of a class does. */
  private static double crossEntropy(float probability, float target) {
    double absent = 1.0 - probability;
    return -target * StrictMath.log(Math.max(probability, Float.MIN_VALUE))
        - (1.0 - target) * StrictMath.log(Math.max(absent, Float.MIN_VALUE));
  }

  @Override
  public EvaluationReport report(Views views) {
    List<LabelMeasures.OfLabel> measures = new ArrayList<>();
    for (int label = 0; label < labels; label++) {
      measures.add(
          new LabelMeasures.OfLabel(
              data.classNames().get(label),
              thresholds[label],
              truePositives[label],
              falsePositives[label],
              falseNegatives[label],
              averagePrecision(Arrays.copyOf(scores[label], count))));
    }
    LabelMeasures found = new LabelMeasures(measures, exact / (double) count);
    return EvaluationReport.of(count, loss / count, found, views);
  }

  /** Images of one probability are taken together. Bits of floats from 0 on have their order. */
  private static double averagePrecision(long[] scores) {
    Arrays.sort(scores);
    long all = Arrays.stream(scores).map(score -> score & 1).sum();
    double sum = 0;
    int right = 0;
    int at = scores.length - 1;
    while (at >= 0) {
      long probability = scores[at] >> 1;
      int before = right;
      for (; at >= 0 && scores[at] >> 1 == probability; at--) {
        right += (int) (scores[at] & 1);
      }
      sum += (right - before) * (right / (double) (scores.length - 1 - at));
    }
    return sum / all; // NaN if no image has the label
  }
}
