package dev.alexandrite.core.augment;

/**
 * Mixtures of a picture with one that lacks something, as Pillow's {@code ImageEnhance}: weight 0
 * is the other one, 1 the picture itself, more exaggerates. Computed in float32 and cut off, not
 * rounded, as in Pillow's {@code ImagingBlend}.
 */
final class Blends {
  private Blends() {}

  /** Towards black. */
  static void brightness(Raster picture, float weight) {
    towards(picture, 0, weight);
  }

  /** Towards the mean of the luma, rounded. */
  static void contrast(Raster picture, float weight) {
    byte[] rgb = picture.rgb;
    int length = picture.length();
    long sum = 0;
    for (int at = 0; at < length; at += 3) {
      sum += luma(rgb, at);
    }
    towards(picture, (int) (sum / (length / 3.0) + 0.5), weight);
  }

  private static void towards(Raster picture, int level, float weight) {
    byte[] rgb = picture.rgb;
    for (int at = 0; at < picture.length(); at++) {
      rgb[at] = mix(level, rgb[at] & 0xFF, weight);
    }
  }

  /** Towards every pixel's own luma. */
  static void saturation(Raster picture, float weight) {
    byte[] rgb = picture.rgb;
    for (int at = 0; at < picture.length(); at += 3) {
      int grey = luma(rgb, at);
      for (int channel = at; channel < at + 3; channel++) {
        rgb[channel] = mix(grey, rgb[channel] & 0xFF, weight);
      }
    }
  }

  /**
   * Towards the picture smoothed by Pillow's {@code SMOOTH}: ones around a five, divided by
   * thirteen and rounded. The outermost pixels stay as they are.
   */
  static void sharpness(Raster picture, float weight) {
    int height = picture.height;
    int width = picture.width;
    byte[] from = picture.rgb;
    byte[] to = picture.spare(height, width);
    System.arraycopy(from, 0, to, 0, picture.length());
    int stride = 3 * width;
    for (int y = 1; y < height - 1; y++) {
      for (int at = y * stride + 3; at < (y + 1) * stride - 3; at++) {
        int sum =
            rowOfThree(from, at - stride) + rowOfThree(from, at) + rowOfThree(from, at + stride);
        int level = from[at] & 0xFF;
        to[at] = mix((2 * (sum + 4 * level) + 13) / 26, level, weight);
      }
    }
    picture.takeSpare(height, width);
  }

  private static int rowOfThree(byte[] rgb, int at) {
    return (rgb[at - 3] & 0xFF) + (rgb[at] & 0xFF) + (rgb[at + 3] & 0xFF);
  }

  private static byte mix(int other, int level, float weight) {
    return (byte) Math.clamp((int) (other + weight * (level - other)), 0, 255);
  }

  /** ITU-R BT.601's luma, with 16 bits behind the point as in Pillow. */
  private static int luma(byte[] rgb, int at) {
    int red = rgb[at] & 0xFF;
    int green = rgb[at + 1] & 0xFF;
    int blue = rgb[at + 2] & 0xFF;
    return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
  }
}
