package dev.alexandrite.evaluate;

import dev.alexandrite.SafeText;
import dev.alexandrite.data.Task;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How well a classifier does on labelled images. Where images have several labels or values, there
 * are no ranks: top-1 and top-5 are NaN, {@link #labels} or {@link #values} have the measures, and
 * so have the metrics {@value #MEAN_AVERAGE_PRECISION}, {@value #MACRO_F1}, {@value #MICRO_F1} and
 * {@value #EXACT_MATCH}, or {@value #MEAN_SQUARED_ERROR}, {@value #MEAN_ABSOLUTE_ERROR} and {@value
 * #R2}. Ties are split as in the original code: a label that shares the largest probability with
 * others earns one over their number, and one that shares the last places among five earns the free
 * places over the number of those that share them (cuda-convnet, {@code kMultiSoftmaxCost}).
 *
 * @param count the number of images, each counted once
 * @param top1 the part whose label has the largest probability, in [0, 1]
 * @param top5 the part whose label is among the five largest, in [0, 1]
 * @param loss the mean of {@code -log p} of the label, in nats; of several labels the mean binary
 *     cross-entropy, of values the mean squared error
 * @param confusion which class was taken for which; in the history of a run the last and the best
 *     epoch have it, those before a resumption do not, whose checkpoint keeps the numbers alone
 * @param metrics the values of additional metrics, by name
 * @param views how many crops of each image were looked at
 * @param labels the measures of several labels an image; like the confusion, a checkpoint keeps the
 *     metrics alone
 * @param values the measures of values, kept in the same way
 */
public record EvaluationReport(
    int count,
    double top1,
    double top5,
    double loss,
    Optional<ConfusionMatrix> confusion,
    Map<String, Double> metrics,
    Views views,
    Optional<LabelMeasures> labels,
    Optional<ValueMeasures> values) {
  /** Of so many classes or fewer, every label is among the first five. */
  private static final int TOP = 5;

  /** The metric of {@link LabelMeasures#meanAveragePrecision}. */
  public static final String MEAN_AVERAGE_PRECISION = "mAP";

  /** The metric of {@link LabelMeasures#macroF1}. */
  public static final String MACRO_F1 = "macroF1";

  /** The metric of {@link LabelMeasures#microF1}. */
  public static final String MICRO_F1 = "microF1";

  /** The metric of {@link LabelMeasures#exactMatch}. */
  public static final String EXACT_MATCH = "exactMatch";

  /** The metric of {@link ValueMeasures#meanSquaredError}. */
  public static final String MEAN_SQUARED_ERROR = "MSE";

  /** The metric of {@link ValueMeasures#meanAbsoluteError}. */
  public static final String MEAN_ABSOLUTE_ERROR = "MAE";

  /** The metric of {@link ValueMeasures#r2}. */
  public static final String R2 = "R2";

  /** Copies the metrics. */
  public EvaluationReport {
    metrics = Map.copyOf(metrics);
  }

  /**
   * The report on images with one class each.
   *
   * @param count the number of images
   * @param top1 the part whose label has the largest probability
   * @param top5 the part whose label is among the five largest
   * @param loss the mean of {@code -log p} of the label
   * @param confusion which class was taken for which
   * @param metrics the values of additional metrics, by name
   * @param views how many crops of each image were looked at
   */
  public EvaluationReport(
      int count,
      double top1,
      double top5,
      double loss,
      Optional<ConfusionMatrix> confusion,
      Map<String, Double> metrics,
      Views views) {
    this(count, top1, top5, loss, confusion, metrics, views, Optional.empty(), Optional.empty());
  }

  /**
   * The report on images with several labels each.
   *
   * @param count the number of images
   * @param loss the mean binary cross-entropy
   * @param labels the measures
   * @param views how many crops of each image were looked at
   * @return the report, with the metrics of the measures
   */
  public static EvaluationReport of(int count, double loss, LabelMeasures labels, Views views) {
    Map<String, Double> metrics =
        Map.of(
            MEAN_AVERAGE_PRECISION,
            labels.meanAveragePrecision(),
            MACRO_F1,
            labels.macroF1(),
            MICRO_F1,
            labels.microF1(),
            EXACT_MATCH,
            labels.exactMatch());
    return new EvaluationReport(
        count,
        Double.NaN,
        Double.NaN,
        loss,
        Optional.empty(),
        metrics,
        views,
        Optional.of(labels),
        Optional.empty());
  }

  /**
   * The report on images with values.
   *
   * @param count the number of images
   * @param values the measures, whose mean squared error is the loss
   * @param views how many crops of each image were looked at
   * @return the report, with the metrics of the measures
   */
  public static EvaluationReport of(int count, ValueMeasures values, Views views) {
    Map<String, Double> metrics =
        Map.of(
            MEAN_SQUARED_ERROR,
            values.meanSquaredError(),
            MEAN_ABSOLUTE_ERROR,
            values.meanAbsoluteError(),
            R2,
            values.r2());
    return new EvaluationReport(
        count,
        Double.NaN,
        Double.NaN,
        values.meanSquaredError(),
        Optional.empty(),
        metrics,
        views,
        Optional.empty(),
        Optional.of(values));
  }

  /**
   * The metrics that a report has by itself.
   *
   * @param task what an image has
   * @return their names, none where it has one class
   */
  public static List<String> metricNames(Task task) {
    return switch (task) {
      case CLASSIFICATION -> List.of();
      case MULTI_LABEL -> List.of(MEAN_AVERAGE_PRECISION, MACRO_F1, MICRO_F1, EXACT_MATCH);
      case REGRESSION -> List.of(MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, R2);
    };
  }

  /**
   * Whether images have one class each, so that there are ranks.
   *
   * @return false where they have several labels or values
   */
  public boolean ranked() {
    return !Double.isNaN(top1);
  }

  /**
   * The number by which epochs are compared unless told otherwise, lower where it is better.
   *
   * @return the top-1 error; of several labels 1 minus the mean average precision, of values the
   *     mean squared error
   */
  public double error() {
    if (ranked()) {
      return top1Error();
    }
    Double precision = metrics.get(MEAN_AVERAGE_PRECISION);
    return precision == null ? loss : 1 - precision;
  }

  /**
   * The top-1 error.
   *
   * @return {@code 1 - top1}
   */
  public double top1Error() {
    return 1 - top1;
  }

  /**
   * The top-5 error, the usual measure of ImageNet.
   *
   * @return {@code 1 - top5}
   */
  public double top5Error() {
    return 1 - top5;
  }

  /** One line, rounded; without the top-5 where there are known to be five classes or fewer. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d images, %s: ",
                count,
                views == Views.CENTER ? "centre crop" : "ten views"));
    if (ranked()) {
      text.append(String.format(Locale.ROOT, "top-1 %.2f %%, ", 100 * top1));
    }
    if (ranked() && (confusion.isEmpty() || confusion.get().classNames().size() > TOP)) {
      text.append(String.format(Locale.ROOT, "top-5 %.2f %%, ", 100 * top5));
    }
    text.append(String.format(Locale.ROOT, "loss %.4f", loss));
    confusion.ifPresent(
        matrix -> text.append(String.format(Locale.ROOT, ", F1 %.2f %%", 100 * matrix.macroF1())));
    new TreeMap<>(metrics)
        .forEach(
            (name, value) ->
                text.append(String.format(Locale.ROOT, ", %s %.4f", SafeText.of(name), value)));
    return text.toString();
  }
}
