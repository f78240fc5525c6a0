package dev.alexandrite.core.checkpoint;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.data.Task;
import java.util.List;
import java.util.Optional;

/**
 * The components of a {@link Manifest} that a classifier needs.
 *
 * @param network the graph
 * @param pipeline the way of a picture into the network
 * @param classNames the classes, in the order of the network's outputs
 * @param task what the outputs mean; empty for classes
 */
public record ServedManifest(
    NetworkForm network, InputPipeline pipeline, List<String> classNames, Optional<Task> task) {
  /** Copies the names. */
  public ServedManifest {
    classNames = List.copyOf(classNames);
  }

  /**
   * The form of before there was a choice of task.
   *
   * @param network the graph
   * @param pipeline the way of a picture into the network
   * @param classNames the classes, in the order of the network's outputs
   */
  public ServedManifest(NetworkForm network, InputPipeline pipeline, List<String> classNames) {
    this(network, pipeline, classNames, Optional.empty());
  }
}
