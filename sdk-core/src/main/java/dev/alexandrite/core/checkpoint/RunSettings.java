package dev.alexandrite.core.checkpoint;

import dev.alexandrite.core.data.PixelSample;
import dev.alexandrite.data.Order;
import dev.alexandrite.data.Sampling;
import dev.alexandrite.data.Task;
import dev.alexandrite.train.Loss;
import dev.alexandrite.train.Mixing;
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
 * @param loss the name of the loss; of one of the application's, "custom", its class and what it
 *     says of itself
 * @param labelSmoothing the part of the target spread over all classes
 * @param classWeights one weight a class, or empty
 * @param order the order of the training data
 * @param schedule what the schedule says of itself, followed by the epochs if it depends on them;
 *     empty in checkpoints of releases that did not record it
 * @param pixelSample what {@link PixelSample} read of the training images; empty as well there
 * @param mixing how images are mixed; empty if they are not
 * @param sampling what the sampling says of itself; empty where every image comes once
 * @param positiveWeights what the presence of each label weighs; empty if nothing was said
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
    Optional<String> schedule,
    Optional<String> pixelSample,
    Optional<Mixing> mixing,
    Optional<String> sampling,
    Optional<List<Double>> positiveWeights) {
  /** Stands for a schedule that does not describe itself. */
  static final String OWN_SCHEDULE = "code of the application";

  /** Begins the name of a loss of the application; all of it in checkpoints of before. */
  static final String CUSTOM_LOSS = "custom";

  /** Stands before what a loss says of itself. */
  static final String DESCRIBED = ": ";

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
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The settings of a described run.
   *
   * @param config the description
   * @param pixelSample the sample of its training images, if there is one
   * @return its settings
   */
  public static RunSettings of(TrainingConfig config, Optional<String> pixelSample) {
    Loss custom = config.objective().custom();
    return new RunSettings(
        config.batchSize(),
        config.epochs(),
        config.optimizer(),
        config.updates(),
        custom == null ? builtIn(config.data().task()) : description(custom),
        config.objective().labelSmoothing(),
        config.objective().classWeights(),
        config.order(),
        Optional.of(description(config.schedule(), config.epochs())),
        pixelSample,
        Optional.ofNullable(config.objective().mixing()),
        config.sampling().equals(Sampling.once())
            ? Optional.empty()
            : Optional.of(config.sampling().toString()),
        Optional.of(config.objective().positiveWeights()).filter(weights -> !weights.isEmpty()));
  }

  private static String builtIn(Task task) {
    return switch (task) {
      case CLASSIFICATION -> "softmax cross-entropy";
      case MULTI_LABEL -> "sigmoid cross-entropy";
      case REGRESSION -> "squared error";
    };
  }

  /** The sampling in words. */
  String samplingOrOnce() {
    return sampling.orElse(Sampling.once().toString());
  }

  /**
   * The name of a lambda's class is another in every process: the class that it is in has to do.
   */
  private static String description(Loss loss) {
    String name = loss.getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    return CUSTOM_LOSS
        + " "
        + (lambda < 0 ? name : "lambda in " + name.substring(0, lambda))
        + loss.description().map(text -> DESCRIBED + text).orElse("");
  }

  private static String description(Schedule schedule, int epochs) {
    String text = schedule.description().orElse(OWN_SCHEDULE);
    return schedule.dependsOnEpochs() ? text + " over " + epochs + " epochs" : text;
  }
}
