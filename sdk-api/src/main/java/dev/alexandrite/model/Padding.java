package dev.alexandrite.model;

/**
 * Zero rows and columns around feature maps. The sides may differ: the 2012 network pads 224 pixels
 * by 0 before and 3 after.
 *
 * @param top rows above
 * @param bottom rows below
 * @param left columns on the left
 * @param right columns on the right
 */
public record Padding(int top, int bottom, int left, int right) {
  /** No padding. */
  public static final Padding NONE = of(0);

  /**
   * The same padding on all four sides.
   *
   * @param size rows and columns on each side
   * @return the padding
   */
  public static Padding of(int size) {
    return new Padding(size, size, size, size);
  }

  /**
   * Padding that differs between the leading (top, left) and the trailing (bottom, right) sides.
   *
   * @param before rows above and columns on the left
   * @param after rows below and columns on the right
   * @return the padding
   */
  public static Padding of(int before, int after) {
    return new Padding(before, after, before, after);
  }

  String describe() {
    return top + " above, " + bottom + " below, " + left + " left, " + right + " right";
  }
}
