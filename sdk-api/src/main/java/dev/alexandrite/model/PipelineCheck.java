package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.tensor.Shape;

/** Refuses an input pipeline that makes images of another shape than the network takes. */
final class PipelineCheck {
  private PipelineCheck() {}

  static void fits(Network network, InputPipeline pipeline) {
    Shape input = network.input();
    if (input.rank() == 3 && input.channels() != pipeline.shape().channels()) {
      throw new InvalidModelException(
          "network '"
              + network.name()
              + "': the input pipeline makes "
              + pipeline.shape().channels()
              + " channels (red, green, blue), but the network takes "
              + input
              + "; build the network with an input of "
              + pipeline.shape());
    }
    if (input.rank() != 3
        || pipeline.cropHeight() != input.height()
        || pipeline.cropWidth() != input.width()) {
      throw new InvalidModelException(
          "network '"
              + network.name()
              + "': the input pipeline crops "
              + pipeline.cropHeight()
              + "×"
              + pipeline.cropWidth()
              + " pixels, but the network takes "
              + input
              + "; set the crop to the input's height and width");
    }
  }
}
