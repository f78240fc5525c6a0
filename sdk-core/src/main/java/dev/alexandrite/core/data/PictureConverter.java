package dev.alexandrite.core.data;

import dev.alexandrite.data.Image;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * From a picture of Java's to red, green and blue bytes. Greyscale and RGB values are taken as
 * stored: {@code getRGB} would change 128 of a greyscale picture to 188, because Java takes
 * greyscale for linear light. Alpha is dropped.
 */
final class PictureConverter {
  private PictureConverter() {}

  static Image toRgb(BufferedImage picture) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    byte[] rgb = new byte[3 * width * height];
    ColorModel colors = picture.getColorModel();
    if (colors.getTransferType() == DataBuffer.TYPE_FLOAT
        || colors.getTransferType() == DataBuffer.TYPE_DOUBLE) {
      throw new IllegalArgumentException(
          "its samples are floating-point numbers, whose range only its maker knows");
    }
    if (colors instanceof IndexColorModel palette) {
      fromPalette(picture.getRaster(), palette, rgb);
    } else if (holdsPlainSamples(colors)) {
      fromSamples(picture.getRaster(), colors, rgb);
    } else {
      fromColorModel(picture, rgb);
    }
    return new Image(height, width, rgb);
  }

  /** Whether bands are grey or red, green and blue, in whole numbers not multiplied by alpha. */
  private static boolean holdsPlainSamples(ColorModel colors) {
    int space = colors.getColorSpace().getType();
    return colors instanceof ComponentColorModel
        && !colors.isAlphaPremultiplied()
        && colors.getComponentSize(0) <= 16
        && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB);
  }

  private static void fromSamples(Raster raster, ColorModel colors, byte[] rgb) {
    boolean grey = colors.getNumColorComponents() == 1;
    int bits = colors.getComponentSize(0);
    int width = raster.getWidth();
    int[] samples = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      for (int channel = 0; channel < 3; channel++) {
        int band = grey ? 0 : channel;
        raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, samples);
        for (int x = 0; x < width; x++) {
          rgb[3 * (y * width + x) + channel] = (byte) toByte(samples[x], bits);
        }
      }
    }
  }

  /** The high byte of 9 to 16 bits; fewer than 8 are stretched to the whole range. */
  private static int toByte(int sample, int bits) {
    return bits >= 8 ? (sample & 0xFFFF) >> (bits - 8) : sample * 255 / ((1 << bits) - 1);
  }

  private static void fromPalette(Raster raster, IndexColorModel palette, byte[] rgb) {
    int width = raster.getWidth();
    int[] indices = new int[width];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, indices);
      for (int index : indices) {
        // An index beyond the palette, in a damaged file, throws; the decoder names the file.
        rgb[to++] = (byte) palette.getRed(index);
        rgb[to++] = (byte) palette.getGreen(index);
        rgb[to++] = (byte) palette.getBlue(index);
      }
    }
  }

  /** Packed, premultiplied and exotic pictures: Java's own conversion to sRGB. */
  private static void fromColorModel(BufferedImage picture, byte[] rgb) {
    int width = picture.getWidth();
    int[] row = new int[width];
    int to = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      picture.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        rgb[to++] = (byte) (argb >> 16);
        rgb[to++] = (byte) (argb >> 8);
        rgb[to++] = (byte) argb;
      }
    }
  }
}
