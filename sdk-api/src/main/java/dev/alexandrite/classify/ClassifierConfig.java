package dev.alexandrite.classify;

import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.data.Task;
import dev.alexandrite.model.Model;
import java.util.List;

/**
 * Everything that a classifier is made of, as {@link ClassifierBuilder} hands it to the engine.
 *
 * @param model the network and its input pipeline
 * @param weights where the weights come from; stays open
 * @param rule what may differ between the weights and the network
 * @param classNames the classes, in the order of the network's outputs
 * @param statistics what the pipeline subtracts, if it subtracts a mean of the training images
 * @param options how it computes
 * @param task what its outputs mean
 */
public record ClassifierConfig(
    Model model,
    WeightSource weights,
    WeightRule rule,
    List<String> classNames,
    DataStatistics statistics,
    ClassifierOptions options,
    Task task) {
  /** Copies the names. */
  public ClassifierConfig {
    classNames = List.copyOf(classNames);
  }
}
