package dev.alexandrite.core.checkpoint;

import dev.alexandrite.augment.InputPipeline;
import java.util.List;

/**
 * The components of a {@link Manifest} that a classifier needs.
 *
 * @param network the graph
 * @param pipeline the way of a picture into the network
 * @param classNames the classes, in the order of the network's outputs
 */
public record ServedManifest(NetworkForm network, InputPipeline pipeline, List<String> classNames) {
  /** Copies the names. */
  public ServedManifest {
    classNames = List.copyOf(classNames);
  }
}
