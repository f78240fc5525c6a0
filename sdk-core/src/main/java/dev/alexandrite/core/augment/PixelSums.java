package dev.alexandrite.core.augment;

import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.data.Image;

/**
 * Sums over pixels in whole numbers, so that the order of addition, and with it the number of
 * threads, does not matter.
 */
final class PixelSums {
  private final int height;
  private final int width;
  private final long[] pixels; // of every position, in the order of an image's bytes
  private final long[] products = new long[9];
  private long images;

  PixelSums(int height, int width) {
    this.height = height;
    this.width = width;
    this.pixels = new long[3 * height * width];
  }

  void add(Image image) {
    byte[] rgb = image.rgb();
    for (int at = 0; at < rgb.length; at += 3) {
      int red = rgb[at] & 0xFF;
      int green = rgb[at + 1] & 0xFF;
      int blue = rgb[at + 2] & 0xFF;
      pixels[at] += red;
      pixels[at + 1] += green;
      pixels[at + 2] += blue;
      products[0] += (long) red * red;
      products[1] += (long) red * green;
      products[2] += (long) red * blue;
      products[4] += (long) green * green;
      products[5] += (long) green * blue;
      products[8] += (long) blue * blue;
    }
    images++;
  }

  void add(PixelSums other) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] += other.pixels[i];
    }
    for (int i = 0; i < products.length; i++) {
      products[i] += other.products[i];
    }
    images += other.images;
  }

  DataStatistics statistics() {
    int positions = height * width;
    float[] meanImage = new float[3 * positions];
    long[] colors = new long[3];
    for (int position = 0; position < positions; position++) {
      for (int channel = 0; channel < 3; channel++) {
        long sum = pixels[3 * position + channel];
        meanImage[channel * positions + position] = (float) ((double) sum / images);
        colors[channel] += sum;
      }
    }
    double count = (double) images * positions;
    float[] meanColor = new float[3];
    double[][] covariance = new double[3][3];
    for (int i = 0; i < 3; i++) {
      meanColor[i] = (float) (colors[i] / count);
      for (int j = 0; j < 3; j++) {
        double product = products[3 * Math.min(i, j) + Math.max(i, j)];
        covariance[i][j] = product / count - colors[i] / count * (colors[j] / count);
      }
    }
    return withComponents(meanImage, meanColor, SymmetricEigen.of(covariance));
  }

  private DataStatistics withComponents(
      float[] meanImage, float[] meanColor, SymmetricEigen eigen) {
    float[] deviations = new float[3];
    float[] vectors = new float[9];
    for (int component = 0; component < 3; component++) {
      // Rounding can leave a tiny negative number where colours lie in a plane, as greys do.
      deviations[component] = (float) Math.sqrt(Math.max(eigen.value(component), 0));
      for (int channel = 0; channel < 3; channel++) {
        vectors[3 * component + channel] = (float) eigen.vector(component, channel);
      }
    }
    return new DataStatistics(meanImage, height, width, meanColor, deviations, vectors);
  }
}
