package dev.alexandrite.tensor;

/**
 * The sizes of a two-dimensional cross-correlation over zero-padded maps.
 *
 * @param channels input channels, all groups together
 * @param height input height
 * @param width input width
 * @param filters output channels, all groups together
 * @param kernelHeight kernel height
 * @param kernelWidth kernel width
 * @param strideY vertical stride
 * @param strideX horizontal stride
 * @param padTop zero rows above
 * @param padBottom zero rows below
 * @param padLeft zero columns on the left
 * @param padRight zero columns on the right
 * @param groups the number of groups; each sees channels/groups inputs and makes filters/groups
 * @param dilationY rows of the map from one row of the kernel to the next, 1 for a dense kernel
 * @param dilationX columns of the map from one column of the kernel to the next
 */
public record ConvolutionGeometry(
    int channels,
    int height,
    int width,
    int filters,
    int kernelHeight,
    int kernelWidth,
    int strideY,
    int strideX,
    int padTop,
    int padBottom,
    int padLeft,
    int padRight,
    int groups,
    int dilationY,
    int dilationX) {

  /**
   * A dense kernel, one of dilation 1.
   *
   * @param channels input channels, all groups together
   * @param height input height
   * @param width input width
   * @param filters output channels, all groups together
   * @param kernelHeight kernel height
   * @param kernelWidth kernel width
   * @param strideY vertical stride
   * @param strideX horizontal stride
   * @param padTop zero rows above
   * @param padBottom zero rows below
   * @param padLeft zero columns on the left
   * @param padRight zero columns on the right
   * @param groups the number of groups
   */
  public ConvolutionGeometry(
      int channels,
      int height,
      int width,
      int filters,
      int kernelHeight,
      int kernelWidth,
      int strideY,
      int strideX,
      int padTop,
      int padBottom,
      int padLeft,
      int padRight,
      int groups) {
    this(
        channels,
        height,
        width,
        filters,
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padTop,
        padBottom,
        padLeft,
        padRight,
        groups,
        1,
        1);
  }

  /**
   * The same sizes with another dilation.
   *
   * @param vertical rows of the map from one row of the kernel to the next, at least 1
   * @param horizontal columns of the map from one column of the kernel to the next, at least 1
   * @return the changed copy
   */
  public ConvolutionGeometry dilated(int vertical, int horizontal) {
    return new ConvolutionGeometry(
        channels,
        height,
        width,
        filters,
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padTop,
        padBottom,
        padLeft,
        padRight,
        groups,
        vertical,
        horizontal);
  }

  /**
   * The rows that the kernel spans.
   *
   * @return {@code (kernelHeight - 1) · dilationY + 1}
   */
  public int spanHeight() {
    return (kernelHeight - 1) * dilationY + 1;
  }

  /**
   * The columns that the kernel spans.
   *
   * @return {@code (kernelWidth - 1) · dilationX + 1}
   */
  public int spanWidth() {
    return (kernelWidth - 1) * dilationX + 1;
  }

  /**
   * The output height.
   *
   * @return {@code floor((height + padTop + padBottom - spanHeight) / strideY) + 1}
   */
  public int outHeight() {
    return Math.floorDiv(height + padTop + padBottom - spanHeight(), strideY) + 1;
  }

  /**
   * The output width.
   *
   * @return {@code floor((width + padLeft + padRight - spanWidth) / strideX) + 1}
   */
  public int outWidth() {
    return Math.floorDiv(width + padLeft + padRight - spanWidth(), strideX) + 1;
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
   * @return {@code [filters, outHeight, outWidth]}
   */
  public Shape output() {
    return Shape.image(filters, outHeight(), outWidth());
  }

  /**
   * The length of one output's sum.
   *
   * @return {@code channels / groups · kernelHeight · kernelWidth}
   */
  public int reduction() {
    return channels / groups * kernelHeight * kernelWidth;
  }

  /**
   * The arithmetic of one example.
   *
   * @return the number of multiply-adds
   */
  public long multiplyAdds() {
    return (long) output().elements() * reduction();
  }
}
