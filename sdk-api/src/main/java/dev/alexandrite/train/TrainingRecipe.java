package dev.alexandrite.train;

import dev.alexandrite.model.Model;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a network was trained by those who published it: what {@link Trainer} has to be told, apart
 * from the data. {@link #trainer()} begins with all of it, and every option can still be set to
 * something else:
 *
 * <pre>{@code
 * TrainingResult run = Recipes.resnet50().withClasses(10).trainer().data(images).epochs(30).fit();
 * }</pre>
 *
 * @param source who trained it so
 * @param model the network, and the pipelines of training and evaluation
 * @param optimizer the update rule
 * @param schedule how the learning rate changes
 * @param batchSize images an update
 * @param epochs passes over the training images
 * @param labelSmoothing the part of the target spread over all classes
 * @param mixing how images are mixed; null if they are not
 * @param averageDecay the decay of the running average of the weights; 0 for none
 */
public record TrainingRecipe(
    String source,
    Model model,
    Optimizer optimizer,
    Schedule schedule,
    int batchSize,
    int epochs,
    double labelSmoothing,
    @Nullable Mixing mixing,
    double averageDecay) {
  /**
   * Checks the numbers.
   *
   * @throws dev.alexandrite.TrainingException if one is out of range
   */
  public TrainingRecipe {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(schedule, "schedule");
    Checks.atLeast("batchSize", 1, batchSize);
    Checks.atLeast("epochs", 1, epochs);
    Checks.unit("label smoothing", labelSmoothing);
    Checks.unit("averageWeights: decay", averageDecay);
  }

  /** Without smoothing, mixing and averages. */
  TrainingRecipe(
      String source,
      Model model,
      Optimizer optimizer,
      Schedule schedule,
      int batchSize,
      int epochs) {
    this(source, model, optimizer, schedule, batchSize, epochs, 0, null, 0);
  }

  /**
   * A trainer whose defaults are the recipe's.
   *
   * @return a new one, which lacks the data
   */
  public Trainer trainer() {
    return Trainer.of(this);
  }

  /**
   * The same for another number of classes, see {@link Model#withClasses}.
   *
   * @param classes how many, at least 1
   * @return the changed copy
   */
  public TrainingRecipe withClasses(int classes) {
    return model(model.withClasses(classes));
  }

  /**
   * The same for another model, such as one of a smaller input.
   *
   * @param other the network, and the pipelines of training and evaluation
   * @return the changed copy
   */
  public TrainingRecipe model(Model other) {
    return new TrainingRecipe(
        source,
        other,
        optimizer,
        schedule,
        batchSize,
        epochs,
        labelSmoothing,
        mixing,
        averageDecay);
  }

  /**
   * The same with another running average, which {@link Trainer#averageWeights} cannot switch off.
   *
   * @param decay the decay of the average; 0 for none
   * @return the changed copy
   */
  public TrainingRecipe averageDecay(double decay) {
    return new TrainingRecipe(
        source, model, optimizer, schedule, batchSize, epochs, labelSmoothing, mixing, decay);
  }
}
