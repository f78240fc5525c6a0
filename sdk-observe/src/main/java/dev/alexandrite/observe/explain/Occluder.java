package dev.alexandrite.observe.explain;

/**
 * A square that is moved over the picture, to see what becomes of the score.
 *
 * @param size its height and width in pixels of the network's input, at least 1
 * @param stride how many pixels it is moved each time, 1 to {@code size}, so that every place is
 *     covered
 * @param filling what it is filled with
 */
public record Occluder(int size, int stride, Baseline filling) {
  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a place would be left uncovered or a size is not positive
   */
  public Occluder {
    if (size < 1 || stride < 1 || stride > size) {
      throw new IllegalArgumentException(
          "an occluder of "
              + size
              + " pixels that moves by "
              + stride
              + "; expected a size of at least 1 and a stride of 1 to that size");
    }
  }

  /**
   * A grey square.
   *
   * @param size its height and width in pixels of the network's input
   * @param stride how many pixels it is moved each time
   * @return the occluder
   */
  public static Occluder of(int size, int stride) {
    return new Occluder(size, stride, Baseline.GRAY);
  }

  /** A seventh of the shorter side, moved by a third of itself: some 20 by 20 places. */
  static Occluder fitting(int height, int width) {
    int size = Math.max(1, Math.min(height, width) / 7);
    return of(size, Math.ceilDiv(size, 3));
  }
}
