package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.InputPipeline;

/**
 * A network with the input pipeline that it was made for.
 *
 * @param network what computes logits
 * @param pipeline what turns a picture into its input
 */
public record Recipe(Network network, InputPipeline pipeline) implements Model {
  /**
   * Checks that the pipeline makes what the network takes.
   *
   * @throws InvalidModelException if the crop is not of the network's input size
   */
  public Recipe {
    PipelineCheck.fits(network, pipeline);
  }

  @Override
  public Recipe withClasses(int classes) {
    return new Recipe(network.withClasses(classes), pipeline);
  }
}
