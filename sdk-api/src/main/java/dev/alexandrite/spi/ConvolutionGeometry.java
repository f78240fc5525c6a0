package dev.alexandrite.spi;

import dev.alexandrite.model.Shape;

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
    int groups) {

  /**
   * The output height.
   *
   * @return {@code floor((height + padTop + padBottom - kernelHeight) / strideY) + 1}
   */
  public int outHeight() {
    return Math.floorDiv(height + padTop + padBottom - kernelHeight, strideY) + 1;
  }

  /**
   * The output width.
   *
   * @return {@code floor((width + padLeft + padRight - kernelWidth) / strideX) + 1}
   */
  public int outWidth() {
    return Math.floorDiv(width + padLeft + padRight - kernelWidth, strideX) + 1;
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
