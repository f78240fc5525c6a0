package dev.alexandrite.core.evaluate;

import dev.alexandrite.core.augment.View;
import dev.alexandrite.data.Task;
import dev.alexandrite.evaluate.Views;
import java.util.Arrays;
import java.util.List;

/**
 * Averages the probabilities or values of an image's views, which arrive as rows of logits, one
 * view after the other, however they are divided into batches.
 */
public final class ViewMean {
  private final Task task;
  private final int views;
  private final Result result;
  private final double[] mean;
  private final float[] probabilities;
  private int rowsSeen;

  /** Takes each finished image. */
  @FunctionalInterface
  public interface Result {
    /**
     * Takes one image.
     *
     * @param image its number, counted from 0
     * @param probabilities {@code float32[classes]}, or values; valid only during the call
     */
    void accept(int image, float[] probabilities);
  }

  /**
   * No rows so far.
   *
   * @param task what a row means
   * @param views how many crops an image has
   * @param classes the length of a row
   * @param result takes each image when its last view has arrived
   */
  public ViewMean(Task task, Views views, int classes, Result result) {
    this.task = task;
    this.views = views.count();
    this.result = result;
    this.mean = new double[classes];
    this.probabilities = new float[classes];
  }

  /**
   * The crops of an image, in their order.
   *
   * @param views how many
   * @return which
   */
  public static List<View> crops(Views views) {
    return views == Views.CENTER ? List.of(View.CENTRE) : View.ten();
  }

  /**
   * Takes the next rows.
   *
   * @param logits {@code float32[rows, classes]}
   * @param rows how many
   */
  public void add(float[] logits, int rows) {
    for (int row = 0; row < rows; row++) {
      if (rowsSeen % views == 0) {
        Arrays.fill(mean, 0);
      }
      Probabilities.add(task, logits, row, 1.0 / views, mean);
      rowsSeen++;
      if (rowsSeen % views == 0) {
        finishImage();
      }
    }
  }

  private void finishImage() {
    for (int c = 0; c < mean.length; c++) {
      probabilities[c] = (float) mean[c];
    }
    result.accept(rowsSeen / views - 1, probabilities);
  }
}
