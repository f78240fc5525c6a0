package dev.alexandrite.core.data;

import org.jspecify.annotations.Nullable;

/**
 * Prepared images of one step, in a slot of the loader's ring. Its arrays are the reader's from
 * {@link BatchLoader#next} to {@link BatchLoader#release}.
 */
public final class Batch {
  private final int[] indices;
  private final float[] images;
  private final float[] labels;
  private float[] targets;
  private int rows;
  private int epoch;
  private int step;
  private int first;
  private boolean drawn;

  // Guarded by the ring's lock.
  private int claimed;
  private int unfinished;
  private int failedRow;
  private @Nullable Throwable failure;

  Batch(int batchSize, int imageLength, int outputs) {
    targets = new float[batchSize * outputs];
    indices = new int[batchSize];
    images = new float[batchSize * imageLength];
    labels = new float[batchSize];
  }

  /**
   * The prepared images.
   *
   * @return {@code float32[batchSize, …]}, of which {@link #rows} images count
   */
  public float[] images() {
    return images;
  }

  /**
   * The labels.
   *
   * @return {@code float32[batchSize]}, whole numbers, of which {@link #rows} count
   */
  public float[] labels() {
    return labels;
  }

  /**
   * A number for each output, kept with the slot: the loader's, where images have no single class,
   * or room for them.
   *
   * @param classes how many outputs
   * @return {@code float32[batchSize, classes]}, with what was written last
   */
  public float[] targets(int classes) {
    if (targets.length < labels.length * classes) {
      targets = new float[labels.length * classes];
    }
    return targets;
  }

  /**
   * The number of images.
   *
   * @return fewer than the batch size in the last batch of an epoch
   */
  public int rows() {
    return rows;
  }

  /**
   * Which image of the data set a row holds.
   *
   * @param row 0 to {@code rows() - 1}
   * @return its number in the data set
   */
  public int index(int row) {
    return indices[row];
  }

  /**
   * What a row's random numbers are drawn by.
   *
   * @param row 0 to {@code rows() - 1}
   * @return its image's number in the data set, or its position where an epoch may have an image
   *     several times
   */
  public int sample(int row) {
    return drawn ? position(row) : index(row);
  }

  /**
   * Where a row stands in the epoch's order.
   *
   * @param row 0 to {@code rows() - 1}
   * @return its position, from 0
   */
  public int position(int row) {
    return first + row;
  }

  /**
   * The epoch.
   *
   * @return from 0
   */
  public int epoch() {
    return epoch;
  }

  /**
   * The place in the epoch.
   *
   * @return from 0
   */
  public int step() {
    return step;
  }

  /** Begins with images that are not prepared yet. */
  void assign(
      int newEpoch, int newStep, int[] order, int newFirst, int count, boolean withReplacement) {
    epoch = newEpoch;
    step = newStep;
    first = newFirst;
    rows = count;
    drawn = withReplacement;
    System.arraycopy(order, first, indices, 0, count);
    claimed = 0;
    unfinished = count;
    failure = null;
  }

  boolean hasUnclaimed() {
    return claimed < rows;
  }

  int claimRow() {
    return claimed++;
  }

  /** Keeps the failure of the first row that failed, whichever thread was faster. */
  void finishRow(int row, @Nullable Throwable thrown) {
    unfinished--;
    if (thrown != null && (failure == null || row < failedRow)) {
      failure = thrown;
      failedRow = row;
    }
  }

  boolean isFinished() {
    return unfinished == 0;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  int failedRow() {
    return failedRow;
  }
}
