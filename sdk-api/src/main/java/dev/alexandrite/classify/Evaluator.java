package dev.alexandrite.classify;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.evaluate.Views;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures a classifier on labelled images: {@code Evaluator.of(classifier).evaluate(data,
 * Views.TEN)}. Immutable.
 */
public final class Evaluator {
  private final Classifier classifier;
  private final List<Metric> metrics;

  private Evaluator(Classifier classifier, List<Metric> metrics) {
    this.classifier = classifier;
    this.metrics = List.copyOf(metrics);
  }

  /**
   * Measures a classifier.
   *
   * @param classifier the classifier, which stays open
   * @return an evaluator without additional metrics
   */
  public static Evaluator of(Classifier classifier) {
    return new Evaluator(classifier, List.of());
  }

  /**
   * Adds a measure.
   *
   * @param metric the measure
   * @return an evaluator with it
   */
  public Evaluator metric(Metric metric) {
    List<Metric> more = new ArrayList<>(metrics);
    more.add(metric);
    return new Evaluator(classifier, more);
  }

  /**
   * Evaluates every image once.
   *
   * @param data labelled images with the classifier's class names
   * @param views how many crops of each image to look at
   * @return the result
   * @throws dev.alexandrite.DataException if the class names differ or an image cannot be used
   */
  public EvaluationReport evaluate(Dataset data, Views views) {
    return classifier.evaluate(data, views, metrics);
  }

  @Override
  public String toString() {
    return "evaluator with metrics " + metrics.stream().map(Metric::name).toList();
  }
}
