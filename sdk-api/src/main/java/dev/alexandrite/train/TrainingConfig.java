package dev.alexandrite.train;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Order;
import dev.alexandrite.data.Sampling;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.model.Model;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run is made of, as {@link Trainer} hands it to the engine.
 *
 * @param model the network and its input pipeline
 * @param data the training data
 * @param validation the validation data, or null for none
 * @param epochs passes over the training data in the whole run, at least 1
 * @param batchSize examples a step, at least 1
 * @param seed the seed of initial weights, order, augmentation and dropout
 * @param order the order of the training data, where every image comes once
 * @param sampling which images an epoch is made of
 * @param optimizer the update rule
 * @param schedule the learning rate of every step
 * @param objective what is made small
 * @param updates what happens around the update rule
 * @param earlyStop when to give up, or null for never
 * @param checkpoints where checkpoints go, or null for nowhere
 * @param initialWeights the weights that the run starts from, or null for fresh ones
 * @param initialMomentum the momentum that the run starts with, or null for none
 * @param metrics additional measures of the validation data
 * @param listeners told of every step and epoch
 * @param execution where the run computes
 */
public record TrainingConfig(
    Model model,
    Dataset data,
    @Nullable Dataset validation,
    int epochs,
    int batchSize,
    long seed,
    Order order,
    Sampling sampling,
    Optimizer optimizer,
    Schedule schedule,
    Objective objective,
    UpdateOptions updates,
    @Nullable EarlyStop earlyStop,
    @Nullable CheckpointPolicy checkpoints,
    @Nullable InitialWeights initialWeights,
    @Nullable InitialWeights initialMomentum,
    List<Metric> metrics,
    List<TrainingListener> listeners,
    Execution execution) {
  /**
   * Copies the lists.
   *
   * @throws dev.alexandrite.TrainingException if an option is out of range
   */
  public TrainingConfig {
    Checks.atLeast("epochs", 1, epochs);
    Checks.atLeast("batchSize", 1, batchSize);
    metrics = List.copyOf(metrics);
    listeners = List.copyOf(listeners);
  }

  /**
   * The same run at another batch size.
   *
   * @param examples examples a step, at least 1
   * @return a changed copy
   */
  public TrainingConfig batchSize(int examples) {
    return new TrainingConfig(
        model,
        data,
        validation,
        epochs,
        examples,
        seed,
        order,
        sampling,
        optimizer,
        schedule,
        objective,
        updates,
        earlyStop,
        checkpoints,
        initialWeights,
        initialMomentum,
        metrics,
        listeners,
        execution);
  }

  /**
   * A run that takes the same steps at other rates and leaves nothing behind: no validation, no
   * metrics, no early stop, no checkpoints, and none to go on from.
   *
   * @param passes passes over the training data, at least 1
   * @param rates the learning rate of every step
   * @param onlookers told of every step, in place of the run's own
   * @return a changed copy
   */
  public TrainingConfig rehearsal(int passes, Schedule rates, List<TrainingListener> onlookers) {
    return new TrainingConfig(
        model,
        data,
        null,
        passes,
        batchSize,
        seed,
        order,
        sampling,
        optimizer,
        rates,
        objective,
        updates,
        null,
        null,
        initialWeights,
        initialMomentum,
        List.of(),
        onlookers,
        execution);
  }
}
