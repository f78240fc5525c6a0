package dev.alexandrite.core.evaluate;

import dev.alexandrite.evaluate.ConfusionMatrix;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.evaluate.Views;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts over labelled probabilities, one example after the other. Ties are split as in
 * cuda-convnet's {@code kMultiSoftmaxCost}, so that equal outputs earn no credit by their order.
 */
public final class EvaluationAccumulator {
  private static final int TOP = 5;

  private final Map<String, Metric.Accumulator> metrics = new LinkedHashMap<>();
  private final ConfusionMatrix.Builder confusion;
  private int count;
  private double top1;
  private double top5;
  private double loss;

  /**
   * Nothing counted so far.
   *
   * @param classNames the classes
   * @param metrics additional measures
   */
  public EvaluationAccumulator(List<String> classNames, List<Metric> metrics) {
    this.confusion = ConfusionMatrix.builder(classNames);
    metrics.forEach(metric -> this.metrics.put(metric.name(), metric.start()));
  }

  /**
   * What the evaluations of a run keep at most: the counts in the making, and the matrices of the
   * last and of the best epoch.
   *
   * @param classes how many classes
   * @param examples how many examples are evaluated
   * @return bytes
   */
  public static long bytes(int classes, long examples) {
    return 3 * ConfusionMatrix.bytes(classes, examples);
  }

  /**
   * Counts one example.
   *
   * @param probabilities {@code float32[classes]}
   * @param label the true class
   */
  public void add(float[] probabilities, int label) {
    float own = probabilities[label];
    int higher = 0;
    int equal = 0;
    int predicted = 0;
    for (int c = 0; c < probabilities.length; c++) {
      if (probabilities[c] > own) {
        higher++;
      } else if (probabilities[c] == own) {
        equal++;
      }
      if (probabilities[c] > probabilities[predicted]) {
        predicted = c;
      }
    }
    if (equal > 0) { // a probability that is not a number equals nothing, and earns nothing
      top1 += higher == 0 ? 1.0 / equal : 0;
      top5 += Math.min(1, Math.max(0, TOP - higher) / (double) equal);
    }
    loss -= StrictMath.log(Math.max(own, Float.MIN_VALUE)); // a vanished probability costs 103 nats
    confusion.add(label, predicted);
    count++;
    metrics.values().forEach(metric -> metric.add(probabilities, label));
  }

  /**
   * The counts so far.
   *
   * @param views how many crops of each image were looked at
   * @return the report
   */
  public EvaluationReport report(Views views) {
    Map<String, Double> values = new LinkedHashMap<>();
    metrics.forEach((name, metric) -> values.put(name, metric.value()));
    return new EvaluationReport(
        count,
        top1 / count,
        top5 / count,
        loss / count,
        Optional.of(confusion.build()),
        values,
        views);
  }
}
