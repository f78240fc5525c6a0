package dev.alexandrite.tensor;

/**
 * The sizes of a pooling. Windows are clipped to the map: padding never takes part in a maximum,
 * and counts in a mean's divisor alone.
 *
 * @param channels the maps
 * @param height input height
 * @param width input width
 * @param vertical the window's axis along the height
 * @param horizontal the window's axis along the width
 * @param outHeight output height: {@link WindowAxis#positions}, or {@link
 *     WindowAxis#positionsRoundedUp}
 * @param outWidth output width
 */
public record PoolingGeometry(
    int channels,
    int height,
    int width,
    WindowAxis vertical,
    WindowAxis horizontal,
    int outHeight,
    int outWidth) {

  /**
   * The window's height.
   *
   * @return rows of the map that a window takes
   */
  public int kernelHeight() {
    return vertical.kernel();
  }

  /**
   * The window's width.
   *
   * @return columns of the map that a window takes
   */
  public int kernelWidth() {
    return horizontal.kernel();
  }

  /**
   * The vertical stride.
   *
   * @return rows of the map from one window to the next
   */
  public int strideY() {
    return vertical.stride();
  }

  /**
   * The horizontal stride.
   *
   * @return columns of the map from one window to the next
   */
  public int strideX() {
    return horizontal.stride();
  }

  /**
   * The vertical dilation.
   *
   * @return rows of the map from one row of the window to the next, 1 for a dense window
   */
  public int dilationY() {
    return vertical.dilation();
  }

  /**
   * The horizontal dilation.
   *
   * @return columns of the map from one column of the window to the next, 1 for a dense window
   */
  public int dilationX() {
    return horizontal.dilation();
  }

  /**
   * The padding above.
   *
   * @return rows by which the first window sticks out
   */
  public int padTop() {
    return vertical.padBefore();
  }

  /**
   * The padding below.
   *
   * @return rows that count as padding in the divisor
   */
  public int padBottom() {
    return vertical.padAfter();
  }

  /**
   * The padding on the left.
   *
   * @return columns by which the first window sticks out
   */
  public int padLeft() {
    return horizontal.padBefore();
  }

  /**
   * The padding on the right.
   *
   * @return columns that count as padding in the divisor
   */
  public int padRight() {
    return horizontal.padAfter();
  }

  /**
   * The input of one example.
   *
   * @return {@code [channels, height, width]}
   */
  public Shape input() {
    return Shape.image(channels, height, width);
  }

  /**
   * The output of one example.
   *
   * @return {@code [channels, outHeight, outWidth]}
   */
  public Shape output() {
    return Shape.image(channels, outHeight, outWidth);
  }
}
