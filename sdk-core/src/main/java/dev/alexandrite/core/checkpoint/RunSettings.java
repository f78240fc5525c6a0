package dev.alexandrite.core.checkpoint;

import dev.alexandrite.data.Order;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.Schedule;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.UpdateOptions;
import java.util.List;
import java.util.Optional;

/**
 * The options of a run on which its bits depend.
 *
 * @param batchSize examples a step
 * @param epochs passes over the data in the whole run; may be another in a resumed run whose
 *     schedule does not depend on it
 * @param optimizer the update rule
 * @param updates what happens around it
 * @param loss the name of the loss
 * @param labelSmoothing the part of the target spread over all classes
 * @param classWeights one weight a class, or empty
 * @param order the order of the training data
 * @param schedule what the schedule says of itself, followed by the epochs if it depends on them;
 *     empty in checkpoints of releases that did not record it
 */
public record RunSettings(
    int batchSize,
    int epochs,
    Optimizer optimizer,
    UpdateOptions updates,
    String loss,
    double labelSmoothing,
    List<Double> classWeights,
    Order order,
    Optional<String> schedule) {
  /** Stands for a schedule that does not describe itself. */
  static final String OWN_SCHEDULE = "code of the application";

  /** Copies the list. */
  public RunSettings {
    classWeights = List.copyOf(classWeights);
  }

  /**
   * The form of before there was a choice of order and before schedules were recorded.
   *
   * @param batchSize examples a step
   * @param epochs passes over the data in the whole run
   * @param optimizer the update rule
   * @param updates what happens around it
   * @param loss the name of the loss
   * @param labelSmoothing the part of the target spread over all classes
   * @param classWeights one weight a class, or empty
   */
  public RunSettings(
      int batchSize,
      int epochs,
      Optimizer optimizer,
      UpdateOptions updates,
      String loss,
      double labelSmoothing,
      List<Double> classWeights) {
    this(
        batchSize,
        epochs,
        optimizer,
        updates,
        loss,
        labelSmoothing,
        classWeights,
        Order.SHUFFLED,
        Optional.empty());
  }

  /**
   * The settings of a described run.
   *
   * @param config the description
   * @return its settings
   */
  public static RunSettings of(TrainingConfig config) {
    boolean custom = config.objective().custom() != null;
    return new RunSettings(
        config.batchSize(),
        config.epochs(),
        config.optimizer(),
        config.updates(),
        custom ? "custom" : "softmax cross-entropy",
        config.objective().labelSmoothing(),
        config.objective().classWeights(),
        config.order(),
        Optional.of(description(config.schedule(), config.epochs())));
  }

  private static String description(Schedule schedule, int epochs) {
    String text = schedule.description().orElse(OWN_SCHEDULE);
    return schedule.dependsOnEpochs() ? text + " over " + epochs + " epochs" : text;
  }
}
