package dev.alexandrite.core.evaluate;

import dev.alexandrite.core.augment.ImagePreparer;
import dev.alexandrite.core.data.Batch;
import dev.alexandrite.core.data.BatchLoader;
import dev.alexandrite.core.data.LoaderOptions;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.evaluate.Views;

/** One pass over a data set in its own order, decoded ahead on the loader's threads. */
public final class EvaluationPass {
  private final Arena arena;
  private final int imageRows;
  private final ViewMean mean;

  private EvaluationPass(Arena arena, Views views, ViewMean mean) {
    this.arena = arena;
    this.imageRows = views.count();
    this.mean = mean;
  }

  /**
   * Evaluates every image once.
   *
   * @param arena computes the logits
   * @param preparer makes the crops
   * @param data the images
   * @param views how many crops of each
   * @param loaderThreads threads that decode
   * @param result takes each image in order
   * @throws InterruptedException if the thread is interrupted while it waits for images
   */
  public static void run(
      Arena arena,
      ImagePreparer preparer,
      Dataset data,
      Views views,
      int loaderThreads,
      ViewMean.Result result)
      throws InterruptedException {
    int images = Math.max(1, arena.capacity() / views.count());
    LoaderOptions options = LoaderOptions.evaluation(images).threads(loaderThreads);
    ViewMean mean = new ViewMean(data.task(), views, data.classNames().size(), result);
    EvaluationPass pass = new EvaluationPass(arena, views, mean);
    try (BatchLoader loader =
        new BatchLoader(data, preparer.forViews(ViewMean.crops(views)), options)) {
      for (int done = 0; done < data.size(); done += images) {
        Batch batch = loader.next();
        pass.run(batch);
        loader.release(batch);
      }
    }
  }

  /** An arena may take fewer rows than one image has crops. */
  private void run(Batch batch) {
    int rows = batch.rows() * imageRows;
    for (int from = 0; from < rows; from += arena.capacity()) {
      int count = Math.min(arena.capacity(), rows - from);
      int elements = arena.imageElements();
      System.arraycopy(batch.images(), from * elements, arena.images(), 0, count * elements);
      mean.add(arena.run(count), count);
    }
  }
}
