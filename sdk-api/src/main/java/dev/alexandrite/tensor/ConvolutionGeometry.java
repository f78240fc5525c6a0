package dev.alexandrite.tensor;

/**
 * The sizes of a two-dimensional cross-correlation over zero-padded maps.
 *
 * @param channels input channels, all groups together
 * @param height input height
 * @param width input width
 * @param filters output channels, all groups together
 * @param vertical the kernel's axis along the height
 * @param horizontal the kernel's axis along the width
 * @param groups the number of groups; each sees channels/groups inputs and makes filters/groups
 */
public record ConvolutionGeometry(
    int channels,
    int height,
    int width,
    int filters,
    WindowAxis vertical,
    WindowAxis horizontal,
    int groups) {

  /**
   * The kernel's height.
   *
   * @return rows of weights
   */
  public int kernelHeight() {
    return vertical.kernel();
  }

  /**
   * The kernel's width.
   *
   * @return columns of weights
   */
  public int kernelWidth() {
    return horizontal.kernel();
  }

  /**
   * The vertical stride.
   *
   * @return rows of the map from one output to the next
   */
  public int strideY() {
    return vertical.stride();
  }

  /**
   * The horizontal stride.
   *
   * @return columns of the map from one output to the next
   */
  public int strideX() {
    return horizontal.stride();
  }

  /**
   * The vertical dilation.
   *
   * @return rows of the map from one row of the kernel to the next, 1 for a dense kernel
   */
  public int dilationY() {
    return vertical.dilation();
  }

  /**
   * The horizontal dilation.
   *
   * @return columns of the map from one column of the kernel to the next, 1 for a dense kernel
   */
  public int dilationX() {
    return horizontal.dilation();
  }

  /**
   * The padding above.
   *
   * @return zero rows
   */
  public int padTop() {
    return vertical.padBefore();
  }

  /**
   * The padding below.
   *
   * @return zero rows
   */
  public int padBottom() {
    return vertical.padAfter();
  }

  /**
   * The padding on the left.
   *
   * @return zero columns
   */
  public int padLeft() {
    return horizontal.padBefore();
  }

  /**
   * The padding on the right.
   *
   * @return zero columns
   */
  public int padRight() {
    return horizontal.padAfter();
  }

  /**
   * The rows that the kernel spans.
   *
   * @return {@code (kernelHeight - 1) · dilationY + 1}
   */
  public int spanHeight() {
    return Math.toIntExact(vertical.span());
  }

  /**
   * The columns that the kernel spans.
   *
   * @return {@code (kernelWidth - 1) · dilationX + 1}
   */
  public int spanWidth() {
    return Math.toIntExact(horizontal.span());
  }

  /**
   * The output height.
   *
   * @return {@code floor((height + padTop + padBottom - spanHeight) / strideY) + 1}
   */
  public int outHeight() {
    return vertical.positions(height);
  }

  /**
   * The output width.
   *
   * @return {@code floor((width + padLeft + padRight - spanWidth) / strideX) + 1}
   */
  public int outWidth() {
    return horizontal.positions(width);
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
    return channels / groups * kernelHeight() * kernelWidth();
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
