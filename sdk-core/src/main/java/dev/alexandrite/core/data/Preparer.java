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
   * @param index the image's number in the data set
   * @param position where it stands in the epoch's order, from 0
   * @param target receives {@link #length} numbers
   * @param offset where they begin
   */
  void prepare(
      Image image, long seed, int epoch, int index, int position, float[] target, int offset);
}
