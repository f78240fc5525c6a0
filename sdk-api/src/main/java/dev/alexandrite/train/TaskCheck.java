package dev.alexandrite.train;

import dev.alexandrite.data.Task;
import dev.alexandrite.evaluate.Metric;
import java.util.List;

/** Refuses options that mean nothing for what the training data says of its images. */
final class TaskCheck {
  private final Task task;

  TaskCheck(Task task) {
    this.task = task;
  }

  void objective(Objective objective) {
    if (task != Task.MULTI_LABEL && !objective.positiveWeights().isEmpty()) {
      throw wrong(
          "positiveWeights(...)",
          task == Task.CLASSIFICATION ? "call classWeights(...) instead" : "leave it out");
    }
    if (task == Task.CLASSIFICATION) {
      return;
    }
    if (objective.custom() != null) {
      throw wrong("loss(...), which is told one label an image,", "leave it out");
    }
    if (objective.labelSmoothing() != 0) {
      throw wrong(
          "labelSmoothing(" + objective.labelSmoothing() + ")", "leave it out, or set it to 0");
    }
    if (!objective.classWeights().isEmpty()) {
      throw wrong(
          "classWeights(...)",
          task == Task.MULTI_LABEL ? "call positiveWeights(...) instead" : "leave it out");
    }
    if (objective.mixing() != null && task == Task.REGRESSION) {
      throw wrong(
          "mixing(...), since the values of two images are not those of a mixed one,",
          "leave it out, with a recipe too");
    }
  }

  void metrics(List<Metric> metrics) {
    if (task != Task.CLASSIFICATION && !metrics.isEmpty()) {
      throw wrong(
          "metric(" + metrics.getFirst().name() + "), which is told one label an image,",
          "leave it out: the validation reports "
              + (task == Task.MULTI_LABEL
                  ? "precision, recall, F1 and mean average precision"
                  : "mean squared and absolute errors and R2"));
    }
  }

  void monitor(String option, Monitor monitor) {
    if (monitor.task().filter(only -> only != task).isPresent()) {
      throw wrong(
          option + " by " + monitor,
          "watch "
              + switch (task) {
                case CLASSIFICATION -> "Monitor.error() or Monitor.top1()";
                case MULTI_LABEL -> "Monitor.error() or Monitor.meanAveragePrecision()";
                case REGRESSION -> "Monitor.error() or Monitor.meanAbsoluteError()";
              });
    }
  }

  private RuntimeException wrong(String option, String remedy) {
    return Checks.wrong(
        option + " does not fit the training data, which has " + task.text() + ": " + remedy);
  }
}
