package dev.alexandrite.core.classify;

import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.model.Network;
import java.util.List;

/**
 * What a classifier is made of, but for its weights.
 *
 * @param network what computes logits
 * @param pipeline the way of a picture into it
 * @param statistics what the pipeline learned from the training images
 * @param classNames the classes, in the order of the outputs
 */
public record ServedModel(
    Network network, InputPipeline pipeline, DataStatistics statistics, List<String> classNames) {
  /** Copies the names. */
  public ServedModel {
    classNames = List.copyOf(classNames);
  }
}
