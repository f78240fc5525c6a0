package dev.alexandrite.core.checkpoint;

import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.train.EpochReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The numbers of a finished epoch.
 *
 * @param epoch the epoch, from 0
 * @param step steps at its end
 * @param trainLoss the mean training loss
 * @param rate the learning rate of the last step
 * @param validation the result on the validation data; one element or none
 */
public record EpochSummary(
    int epoch, long step, double trainLoss, double rate, List<Validation> validation) {
  /** Copies the list. */
  public EpochSummary {
    validation = List.copyOf(validation);
  }

  /**
   * The numbers of an evaluation.
   *
   * @param count the number of images
   * @param top1 the part whose label came first; empty where an image has no single class
   * @param top5 the part whose label was among the first five; empty in the same way
   * @param loss the mean loss; empty if it was not a finite number
   * @param metrics further values, sorted by name
   */
  public record Validation(
      int count,
      Optional<Double> top1,
      Optional<Double> top5,
      Optional<Double> loss,
      List<NamedValue> metrics) {
    /** Copies the list. */
    public Validation {
      metrics = List.copyOf(metrics);
    }
  }

  /**
   * A metric's value as text, since it may be infinite or not a number.
   *
   * @param name the metric
   * @param value the value's text
   */
  public record NamedValue(String name, String value) {
    /** Checks that the text is a number. */
    public NamedValue {
      Double.parseDouble(value);
    }
  }

  /**
   * Keeps the numbers of a report.
   *
   * @param report a finished epoch
   * @return its summary
   */
  public static EpochSummary of(EpochReport report) {
    return new EpochSummary(
        report.epoch(),
        report.step(),
        report.trainLoss(),
        report.learningRate(),
        report.validation().stream().map(EpochSummary::summarize).toList());
  }

  private static Validation summarize(EvaluationReport report) {
    List<NamedValue> metrics =
        report.metrics().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(metric -> new NamedValue(metric.getKey(), Double.toString(metric.getValue())))
            .toList();
    return new Validation(
        report.count(),
        finite(report.top1()),
        finite(report.top5()),
        finite(report.loss()),
        metrics);
  }

  private static Optional<Double> finite(double number) {
    return Optional.of(number).filter(Double::isFinite);
  }

  /**
   * The report again, without confusion matrix and speed.
   *
   * @return the report
   */
  public EpochReport toReport() {
    Optional<EvaluationReport> restored =
        validation.stream().findFirst().map(EpochSummary::restore);
    return new EpochReport(epoch, step, trainLoss, restored, rate, 0, 0);
  }

  private static EvaluationReport restore(Validation validation) {
    Map<String, Double> metrics =
        validation.metrics().stream()
            .collect(
                Collectors.toMap(NamedValue::name, metric -> Double.parseDouble(metric.value())));
    return new EvaluationReport(
        validation.count(),
        validation.top1().orElse(Double.NaN),
        validation.top5().orElse(Double.NaN),
        validation.loss().orElse(Double.NaN),
        Optional.empty(),
        metrics,
        Views.CENTER);
  }
}
