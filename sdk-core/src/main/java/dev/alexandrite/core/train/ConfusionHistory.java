package dev.alexandrite.core.train;

import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.train.EpochReport;
import java.util.List;
import java.util.Optional;

/**
 * A run's confusion counts, or measures of each label or value, are those of the last epoch and of
 * the best, however long it is.
 */
final class ConfusionHistory {
  private ConfusionHistory() {}

  /** Leaves the counts of all other epochs out. */
  static void forget(List<EpochReport> history, int best) {
    for (int epoch = 0; epoch < history.size() - 1; epoch++) {
      EpochReport report = history.get(epoch);
      if (epoch != best && report.validation().filter(ConfusionHistory::hasCounts).isPresent()) {
        history.set(epoch, without(report));
      }
    }
  }

  private static boolean hasCounts(EvaluationReport report) {
    return report.confusion().isPresent()
        || report.labels().isPresent()
        || report.values().isPresent();
  }

  private static EpochReport without(EpochReport report) {
    return new EpochReport(
        report.epoch(),
        report.step(),
        report.trainLoss(),
        report.validation().map(ConfusionHistory::without),
        report.learningRate(),
        report.imagesPerSecond(),
        report.waitShare());
  }

  private static EvaluationReport without(EvaluationReport report) {
    return new EvaluationReport(
        report.count(),
        report.top1(),
        report.top5(),
        report.loss(),
        Optional.empty(),
        report.metrics(),
        report.views());
  }
}
