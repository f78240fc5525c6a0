package dev.alexandrite.core.checkpoint;

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
 * @param schedule what the schedule says of itself, followed by the epochs if it depends on them;
 *     empty in checkpoints of releases that did not record it
 * @param optimizer the update rule
 * @param updates what happens around it
 * @param loss the name of the loss
 * @param labelSmoothing the part of the target spread over all classes
 * @param classWeights one weight a class, or empty
 */
public record RunSettings(
    int batchSize,
    int epochs,
    Optional<String> schedule,
    Optimizer optimizer,
    UpdateOptions updates,
    String loss,
    double labelSmoothing,
    List<Double> classWeights) {
  /** Stands for a schedule that does not describe itself. */
  static final String OWN_SCHEDULE = "code of the application";

  /** Copies the list. */
  public RunSettings {
    classWeights = List.copyOf(classWeights);
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
        Optional.of(description(config.schedule(), config.epochs())),
        config.optimizer(),
        config.updates(),
        custom ? "custom" : "softmax cross-entropy",
        config.objective().labelSmoothing(),
        config.objective().classWeights());
  }

  private static String description(Schedule schedule, int epochs) {
    String text = schedule.description().orElse(OWN_SCHEDULE);
    return schedule.dependsOnEpochs() ? text + " over " + epochs + " epochs" : text;
  }
}
