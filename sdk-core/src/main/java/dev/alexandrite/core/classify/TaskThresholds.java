package dev.alexandrite.core.classify;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.data.Task;

/** Whether thresholds fit a model. */
final class TaskThresholds {
  private TaskThresholds() {}

  /** Refuses thresholds for a model that has no labels, or another number of them. */
  static void require(ClassifierOptions options, Task task, int labels) {
    if (!options.thresholds().isEmpty() && task != Task.MULTI_LABEL) {
      throw new InvalidModelException(
          "thresholds(...) say which of several labels an image has, but the model learned "
              + task.text()
              + "; leave them out");
    }
    options.thresholdsOf(labels);
  }
}
