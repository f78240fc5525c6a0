package dev.alexandrite.core.data;

import dev.alexandrite.data.Image;

/**
 * What makes numbers of an image, on any of the loader's threads. The result is a function of the
 * arguments alone.
 */
public interface Preparer {
  /**
   * How many numbers an image becomes.
   *
   * @return the length
   */
  int length();

  /**
   * Writes one image.
   *
   * @param image the image
   * @param seed the seed of the run
   * @param epoch the epoch, from 0
   * @param sample what its random numbers are drawn by: the image's number in the data set, or its
   *     position where an epoch may have an image several times
   * @param position where it stands in the epoch's order, from 0
   * @param target receives {@link #length} numbers
   * @param offset where they begin
   */
  void prepare(
      Image image, long seed, int epoch, int sample, int position, float[] target, int offset);
}
