package dev.alexandrite.train;

import dev.alexandrite.data.Task;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Metric;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The number by which an {@link EarlyStop}, a {@link PlateauSchedule} and the best epoch of a run
 * are judged, and whether it is meant to rise or to fall. Immutable.
 */
public final class Monitor {
  private static final Monitor ERROR =
      new Monitor(
          "error",
          false,
          false,
          report -> report.validation().map(EvaluationReport::error).orElse(report.trainLoss()));

  private static final Monitor TRAINING_LOSS =
      new Monitor("training loss", false, false, EpochReport::trainLoss);
  private static final Monitor VALIDATION_LOSS =
      ofValidation("validation loss", false, EvaluationReport::loss);
  private static final Monitor TOP1 =
      ofValidation("top-1", true, EvaluationReport::top1).of(Task.CLASSIFICATION);
  private static final Monitor TOP5 =
      ofValidation("top-5", true, EvaluationReport::top5).of(Task.CLASSIFICATION);
  private static final Monitor PRECISION =
      ofValidation("mAP", true, measured(EvaluationReport.MEAN_AVERAGE_PRECISION))
          .of(Task.MULTI_LABEL);
  private static final Monitor MACRO_F1 =
      ofValidation("macro F1", true, measured(EvaluationReport.MACRO_F1)).of(Task.MULTI_LABEL);
  private static final Monitor ABSOLUTE_ERROR =
      ofValidation("mean absolute error", false, measured(EvaluationReport.MEAN_ABSOLUTE_ERROR))
          .of(Task.REGRESSION);

  private final String name;
  private final boolean higherIsBetter;
  private final boolean needsValidation;
  private final ToDoubleFunction<EpochReport> value;
  private final Optional<String> metric;
  private final Optional<Task> task;

  private Monitor(
      String name,
      boolean higherIsBetter,
      boolean needsValidation,
      ToDoubleFunction<EpochReport> value) {
    this(name, higherIsBetter, needsValidation, value, Optional.empty(), Optional.empty());
  }

  private Monitor(
      String name,
      boolean higherIsBetter,
      boolean needsValidation,
      ToDoubleFunction<EpochReport> value,
      Optional<String> metric,
      Optional<Task> task) {
    this.name = name;
    this.higherIsBetter = higherIsBetter;
    this.needsValidation = needsValidation;
    this.value = value;
    this.metric = metric;
    this.task = task;
  }

  private Monitor of(Task only) {
    return new Monitor(name, higherIsBetter, needsValidation, value, metric, Optional.of(only));
  }

  private static ToDoubleFunction<EvaluationReport> measured(String key) {
    return held -> held.metrics().getOrDefault(key, Double.NaN);
  }

  private static Monitor ofValidation(
      String name, boolean higherIsBetter, ToDoubleFunction<EvaluationReport> value) {
    return new Monitor(name, higherIsBetter, true, report -> inValidation(report, value));
  }

  private static double inValidation(EpochReport report, ToDoubleFunction<EvaluationReport> value) {
    return report.validation().map(value::applyAsDouble).orElse(Double.NaN);
  }

  /**
   * The validation's error, or the training loss where there is no validation data: the top-1 error
   * where an image has one class, 1 minus the mean average precision where it has several labels,
   * the mean squared error where it has values. The default everywhere.
   *
   * @return a number that is meant to fall
   */
  public static Monitor error() {
    return ERROR;
  }

  /**
   * The mean loss over the epoch's training examples.
   *
   * @return a number that is meant to fall
   */
  public static Monitor trainingLoss() {
    return TRAINING_LOSS;
  }

  /**
   * The mean loss of the validation data.
   *
   * @return a number that is meant to fall
   */
  public static Monitor validationLoss() {
    return VALIDATION_LOSS;
  }

  /**
   * The part of the validation data whose label came first.
   *
   * @return a number that is meant to rise
   */
  public static Monitor top1() {
    return TOP1;
  }

  /**
   * The part of the validation data whose label was among the first five.
   *
   * @return a number that is meant to rise
   */
  public static Monitor top5() {
    return TOP5;
  }

  /**
   * The mean over the labels of their average precisions on the validation data, where images have
   * several labels.
   *
   * @return a number that is meant to rise
   */
  public static Monitor meanAveragePrecision() {
    return PRECISION;
  }

  /**
   * The mean over the labels of their F1 on the validation data, where images have several labels.
   *
   * @return a number that is meant to rise
   */
  public static Monitor macroF1() {
    return MACRO_F1;
  }

  /**
   * The mean absolute error on the validation data, where images have values; their mean squared
   * error is {@link #validationLoss()}.
   *
   * @return a number that is meant to fall
   */
  public static Monitor meanAbsoluteError() {
    return ABSOLUTE_ERROR;
  }

  /**
   * A measure of the application's, which has to be given to {@link Trainer#metric} too.
   *
   * @param metric the measure; it knows whether it is meant to rise
   * @return its value on the validation data
   */
  public static Monitor of(Metric metric) {
    String key = metric.name();
    return new Monitor(
        key,
        metric.higherIsBetter(),
        true,
        report -> inValidation(report, measured(key)),
        Optional.of(key),
        Optional.empty());
  }

  /**
   * What is watched, in messages.
   *
   * @return such as {@code validation loss}
   */
  public String name() {
    return name;
  }

  /**
   * Whether the number is meant to rise.
   *
   * @return false for losses and errors
   */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /**
   * The number at the end of an epoch.
   *
   * @param report the epoch
   * @return the number; NaN, which never counts as better, if the epoch has none
   */
  public double value(EpochReport report) {
    return value.applyAsDouble(report);
  }

  /**
   * The number as a cost, which is lower where the number is better.
   *
   * @param report the epoch
   * @return {@link #value}, with its sign turned if it is meant to rise
   */
  public double cost(EpochReport report) {
    return higherIsBetter ? -value(report) : value(report);
  }

  boolean needsValidation() {
    return needsValidation;
  }

  /** The key of the application's measure, if it is one. */
  Optional<String> metric() {
    return metric;
  }

  /** The only task that has the number, if not all have. */
  Optional<Task> task() {
    return task;
  }

  @Override
  public String toString() {
    return name;
  }
}
