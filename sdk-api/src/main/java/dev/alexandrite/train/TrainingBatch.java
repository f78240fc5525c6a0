package dev.alexandrite.train;

import dev.alexandrite.data.Image;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.Locale;

/**
 * A batch of a run as the network gets it, see {@link Trainer#preview}.
 *
 * @param epoch the epoch, from 0
 * @param batch the batch in it, from 0
 * @param shape the shape of an input, {@code [3, H, W]}
 * @param rows its images, in the order of the batch
 */
public record TrainingBatch(int epoch, int batch, Shape shape, List<Row> rows) {
  /** Copies the list. */
  public TrainingBatch {
    rows = List.copyOf(rows);
  }

  /** Which batch it is, counted from 1, as in {@code batch 3 of epoch 1, 64 images}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "batch %d of epoch %d, %d images", batch + 1, epoch + 1, rows.size());
  }

  /**
   * One image of a batch.
   *
   * @param index its number in the data set
   * @param name what the data set calls it
   * @param className its class; its labels or values where images have those
   * @param input what the network reads, {@code float32[3, H, W]}, copied
   * @param picture the same before the normalisation, as far as pixels from 0 to 255 can show it
   */
  public record Row(int index, String name, String className, float[] input, Image picture) {
    /** Copies the input. */
    public Row {
      input = input.clone();
    }

    /**
     * What the network reads.
     *
     * @return {@code float32[3, H, W]}, a copy
     */
    @Override
    public float[] input() {
      return input.clone();
    }

    /** The image and its class. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s (%s)", name, className);
    }
  }
}
