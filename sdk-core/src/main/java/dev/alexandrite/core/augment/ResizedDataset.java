package dev.alexandrite.core.augment;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.RandomResizedCrop;
import dev.alexandrite.augment.Resize;
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
   * Images as training begins with them: resized, but as they are where a random crop is cut from
   * the original.
   *
   * @param source where images come from
   * @param pipeline to what size and how
   * @return the source or a view of it
   */
  public static Dataset forTraining(Dataset source, InputPipeline pipeline) {
    return cropsOriginals(pipeline) ? source : new ResizedDataset(source, pipeline);
  }

  /**
   * Whether training needs images as they were decoded. Those that have their size already are
   * checked like resized ones.
   *
   * @param pipeline the pipeline
   * @return true with a {@link RandomResizedCrop}, unless there is no resize
   */
  public static boolean cropsOriginals(InputPipeline pipeline) {
    return !(pipeline.resize() instanceof Resize.None)
        && pipeline.training().stream().anyMatch(RandomResizedCrop.class::isInstance);
  }

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
