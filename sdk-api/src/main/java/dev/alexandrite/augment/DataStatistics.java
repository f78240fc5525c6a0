package dev.alexandrite.augment;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a pipeline has learned from the training images: their mean and the principal components of
 * their colours. All numbers are in red, green, blue and in units of 0 to 255, whatever the
 * pipeline's channel order and range. A checkpoint holds them.
 *
 * <p>Immutable: arrays are copied on the way in and on the way out.
 */
public final class DataStatistics {
  private final float[] meanImage;
  private final int height;
  private final int width;
  private final float[] meanColor;
  private final float[] pcaDeviations;
  private final float[] pcaVectors;

  /**
   * Copies the numbers.
   *
   * @param meanImage the mean of every pixel over the resized training images, {@code float32[3, H,
   *     W]}
   * @param height the height of the mean image in pixels
   * @param width the width of the mean image in pixels
   * @param meanColor the mean of all pixels, {@code float32[3]}
   * @param pcaDeviations the standard deviations of the colours along the principal components,
   *     largest first, {@code float32[3]}: square roots of the covariance's eigenvalues
   * @param pcaVectors the principal components, {@code float32[3, 3]}, a row each, of length 1
   * @throws IllegalArgumentException if an array has another length
   */
  public DataStatistics(
      float[] meanImage,
      int height,
      int width,
      float[] meanColor,
      float[] pcaDeviations,
      float[] pcaVectors) {
    requireLength("meanImage", meanImage, 3L * height * width);
    requireLength("meanColor", meanColor, 3);
    requireLength("pcaDeviations", pcaDeviations, 3);
    requireLength("pcaVectors", pcaVectors, 9);
    this.meanImage = meanImage.clone();
    this.height = height;
    this.width = width;
    this.meanColor = meanColor.clone();
    this.pcaDeviations = pcaDeviations.clone();
    this.pcaVectors = pcaVectors.clone();
  }

  /**
   * Nothing learned, for pipelines that need nothing: zero means and no colour noise.
   *
   * @param height the height of the resized images in pixels
   * @param width the width of the resized images in pixels
   * @return zeros, and the axes of red, green and blue as components
   */
  public static DataStatistics none(int height, int width) {
    float[] axes = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    return new DataStatistics(
        new float[3 * height * width], height, width, new float[3], new float[3], axes);
  }

  private static void requireLength(String what, float[] values, long length) {
    if (values.length != length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s: expected %d numbers, found %d", what, length, values.length));
    }
  }

  /**
   * The mean of every pixel.
   *
   * @return a copy, {@code float32[3, H, W]}
   */
  public float[] meanImage() {
    return meanImage.clone();
  }

  /**
   * The height of the mean image.
   *
   * @return pixels
   */
  public int height() {
    return height;
  }

  /**
   * The width of the mean image.
   *
   * @return pixels
   */
  public int width() {
    return width;
  }

  /**
   * The mean of all pixels.
   *
   * @return a copy, {@code float32[3]}
   */
  public float[] meanColor() {
    return meanColor.clone();
  }

  /**
   * The standard deviations along the principal components, largest first.
   *
   * @return a copy, {@code float32[3]}
   */
  public float[] pcaDeviations() {
    return pcaDeviations.clone();
  }

  /**
   * The principal components.
   *
   * @return a copy, {@code float32[3, 3]}, a row each
   */
  public float[] pcaVectors() {
    return pcaVectors.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataStatistics that
        && height == that.height
        && width == that.width
        && Arrays.equals(meanImage, that.meanImage)
        && Arrays.equals(meanColor, that.meanColor)
        && Arrays.equals(pcaDeviations, that.pcaDeviations)
        && Arrays.equals(pcaVectors, that.pcaVectors);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(meanImage) * 31 + Arrays.hashCode(pcaVectors);
  }

  /** The mean colour and the deviations; the mean image is too long. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "statistics of %d×%d images: mean colour %s, colour deviations %s",
        height,
        width,
        Arrays.toString(meanColor),
        Arrays.toString(pcaDeviations));
  }
}
