package dev.alexandrite.observe.report;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.Evaluator;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.observe.html.Thumbnail;
import java.time.Duration;
import java.util.List;

/**
 * What an evaluation said, in all detail that the report shows.
 *
 * @param result the numbers of the whole
 * @param reliability probabilities against truth
 * @param worst the images of the highest losses
 * @param time what it took
 */
record Examination(
    EvaluationReport result, Reliability reliability, List<Mistake> worst, Duration time) {
  private static final int MOST_MISTAKES = 16;

  /**
   * An image of a high loss.
   *
   * @param picture reduced, as {@code data:} address
   * @param name what the data calls it
   * @param label its class
   * @param predicted what it was taken for
   * @param probability with which probability
   * @param loss the loss
   */
  record Mistake(
      String picture,
      String name,
      String label,
      String predicted,
      double probability,
      double loss) {}

  Examination {
    worst = List.copyOf(worst);
  }

  static Examination of(Classifier classifier, Dataset data) {
    Outcomes outcomes = new Outcomes(MOST_MISTAKES);
    long began = System.nanoTime();
    EvaluationReport result =
        Evaluator.of(classifier).metric(outcomes).evaluate(data, Views.CENTER);
    Duration time = Duration.ofNanos(System.nanoTime() - began);
    List<Mistake> worst =
        outcomes.worst().stream()
            .map(
                loss ->
                    new Mistake(
                        Thumbnail.of(data.image(loss.image())),
                        data.name(loss.image()),
                        data.classNames().get(loss.label()),
                        data.classNames().get(loss.predicted()),
                        loss.probability(),
                        loss.value()))
            .toList();
    return new Examination(result, outcomes.reliability(), worst, time);
  }

  /** Images a second, decoding included. */
  double imagesPerSecond() {
    return result.count() / Math.max(1e-9, time.toNanos() * 1e-9);
  }
}
