package dev.alexandrite.core.augment;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;

/**
 * A data set whose images have been resized. Behind a {@link dev.alexandrite.core.data.MemoryCache}
 * every image is decoded and resized once in a training, not once an epoch.
 */
public final class ResizedDataset extends ForwardingDataset {
  private final InputPipeline pipeline;

  /**
   * Resizes on the way.
   *
   * @param source where images come from
   * @param pipeline to what size and how
   */
  public ResizedDataset(Dataset source, InputPipeline pipeline) {
    super(source);
    this.pipeline = pipeline;
  }

  @Override
  public Image image(int index) {
    return Resizer.resize(source().image(index), pipeline, name(index));
  }
}
