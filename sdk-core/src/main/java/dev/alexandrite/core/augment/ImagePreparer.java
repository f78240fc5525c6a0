package dev.alexandrite.core.augment;

import dev.alexandrite.DataException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.core.data.Preparer;
import dev.alexandrite.data.Image;
import java.util.List;

/**
 * Makes a network's input, {@code float32[3, H, W]}, of an image by an {@link InputPipeline}. Safe
 * for use by several threads; each call borrows a small workspace.
 */
public final class ImagePreparer {
  private static final float[] NO_SHIFT = new float[3];

  private final InputPipeline pipeline;
  private final boolean cropsOriginals;
  private final Normalizer normalizer;
  private final TrainingAugmenter augmenter;
  private final WorkspacePool workspaces = new WorkspacePool();

  /**
   * Prepares by a pipeline.
   *
   * @param pipeline what to do
   * @param statistics what the pipeline has learned from the training images
   * @throws IllegalArgumentException if the mean image is needed and has another size
   */
  public ImagePreparer(InputPipeline pipeline, DataStatistics statistics) {
    this.pipeline = pipeline;
    this.cropsOriginals = ResizedDataset.cropsOriginals(pipeline);
    this.normalizer = new Normalizer(pipeline, statistics);
    this.augmenter = new TrainingAugmenter(pipeline, statistics, normalizer);
  }

  /**
   * How many numbers an image becomes.
   *
   * @return {@code 3·H·W}
   */
  public int length() {
    return 3 * pipeline.cropHeight() * pipeline.cropWidth();
  }

  /**
   * Writes one augmented training image, a function of the arguments alone.
   *
   * @param image the image, resized or not; as decoded where a random crop is cut from the original
   * @param seed the seed of the run
   * @param epoch the epoch, from 0
   * @param sample what its random numbers are drawn by: the image's number in the data set, or its
   *     position where an epoch may have an image several times
   * @param position where it stands in the epoch's order, from 0
   * @param target receives {@code float32[3, H, W]}
   * @param offset where
   * @throws DataException if the image has another size than a pipeline without resize expects
   */
  public void training(
      Image image, long seed, int epoch, int sample, int position, float[] target, int offset) {
    Workspace workspace = workspaces.take();
    try {
      augment(image, seed, epoch, sample, position, workspace, target, offset);
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  /**
   * Writes the pixels that one augmented training image stands for: the normalisation undone, what
   * was erased as it looks to the network.
   *
   * @param image the image, as for {@link #training}
   * @param seed the seed of the run
   * @param epoch the epoch, from 0
   * @param sample what its random numbers are drawn by: the image's number in the data set, or its
   *     position where an epoch may have an image several times
   * @param position where it stands in the epoch's order, from 0
   * @param target receives {@code float32[3, H, W]}, red, green, blue in units of 0 to 255
   */
  public void trainingPixels(
      Image image, long seed, int epoch, int sample, int position, float[] target) {
    float[] input = new float[length()];
    Workspace workspace = workspaces.take();
    try {
      augment(image, seed, epoch, sample, position, workspace, input, 0);
      normalizer.undo(input, workspace.cut, workspace.inResized, target);
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  private void augment(
      Image image,
      long seed,
      int epoch,
      int sample,
      int position,
      Workspace workspace,
      float[] target,
      int offset) {
    Image begun = cropsOriginals ? image : resized(image);
    augmenter.write(begun, seed, epoch, sample, position, workspace, target, offset);
  }

  /**
   * Writes one view of an image, without augmentation.
   *
   * @param image the image, resized or not
   * @param view which part of it
   * @param target receives {@code float32[3, H, W]}
   * @param offset where
   * @throws DataException if the image has another size than a pipeline without resize expects
   */
  public void view(Image image, View view, float[] target, int offset) {
    Image resized = resized(image);
    Workspace workspace = workspaces.take();
    try {
      Crop cut = workspace.cut.whole(resized.height(), resized.width());
      view.applyTo(cut, pipeline.cropHeight(), pipeline.cropWidth());
      normalizer.write(Pixels.OfBytes.of(resized), cut, cut, NO_SHIFT, 1, target, offset);
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  /**
   * For a loader of training batches.
   *
   * @return {@link #training} behind the loader's interface
   */
  public Preparer forTraining() {
    return new Preparer() {
      @Override
      public int length() {
        return ImagePreparer.this.length();
      }

      @Override
      public void prepare(
          Image image, long seed, int epoch, int sample, int position, float[] target, int offset) {
        training(image, seed, epoch, sample, position, target, offset);
      }
    };
  }

  /**
   * For a loader of evaluation batches: the views of an image one after the other, {@code
   * float32[views, 3, H, W]}.
   *
   * @param views which parts, in this order
   * @return {@link #view} behind the loader's interface
   */
  public Preparer forViews(List<View> views) {
    List<View> all = List.copyOf(views);
    int each = length();
    return new Preparer() {
      @Override
      public int length() {
        return each * all.size();
      }

      @Override
      public void prepare(
          Image image, long seed, int epoch, int sample, int position, float[] target, int offset) {
        Image resized = resized(image);
        for (int i = 0; i < all.size(); i++) {
          view(resized, all.get(i), target, offset + i * each);
        }
      }
    };
  }

  private Image resized(Image image) {
    return Resizer.resize(image, pipeline, "as it was given");
  }
}
