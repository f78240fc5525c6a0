package dev.alexandrite.tensor;

/**
 * The sizes of a pooling. Windows are clipped to the map: padding never takes part in a maximum.
 *
 * @param channels the maps
 * @param height input height
 * @param width input width
 * @param kernelHeight window height
 * @param kernelWidth window width
 * @param strideY vertical stride
 * @param strideX horizontal stride
 * @param padTop rows by which the first window sticks out above
 * @param padLeft columns by which the first window sticks out on the left
 * @param padBottom rows that count as padding below (for the divisor)
 * @param padRight columns that count as padding on the right (for the divisor)
 * @param outHeight output height
 * @param outWidth output width
 * @param dilationY rows of the map from one row of the window to the next, 1 for a dense window
 * @param dilationX columns of the map from one column of the window to the next
 */
public record PoolingGeometry(
    int channels,
    int height,
    int width,
    int kernelHeight,
    int kernelWidth,
    int strideY,
    int strideX,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight,
    int outHeight,
    int outWidth,
    int dilationY,
    int dilationX) {

  /**
   * A dense window, one of dilation 1.
   *
   * @param channels the maps
   * @param height input height
   * @param width input width
   * @param kernelHeight window height
   * @param kernelWidth window width
   * @param strideY vertical stride
   * @param strideX horizontal stride
   * @param padTop rows by which the first window sticks out above
   * @param padLeft columns by which the first window sticks out on the left
   * @param padBottom rows that count as padding below (for the divisor)
   * @param padRight columns that count as padding on the right (for the divisor)
   * @param outHeight output height
   * @param outWidth output width
   */
  public PoolingGeometry(
      int channels,
      int height,
      int width,
      int kernelHeight,
      int kernelWidth,
      int strideY,
      int strideX,
      int padTop,
      int padLeft,
      int padBottom,
      int padRight,
      int outHeight,
      int outWidth) {
    this(
        channels,
        height,
        width,
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padTop,
        padLeft,
        padBottom,
        padRight,
        outHeight,
        outWidth,
        1,
        1);
  }

  /**
   * The same sizes with another dilation; the output's size stays as given.
   *
   * @param vertical rows of the map from one row of the window to the next, at least 1
   * @param horizontal columns of the map from one column of the window to the next, at least 1
   * @return the changed copy
   */
  public PoolingGeometry dilated(int vertical, int horizontal) {
    return new PoolingGeometry(
        channels,
        height,
        width,
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padTop,
        padLeft,
        padBottom,
        padRight,
        outHeight,
        outWidth,
        vertical,
        horizontal);
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
