package dev.alexandrite.observe.explain;

import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import java.awt.image.BufferedImage;

/**
 * Between the numbers that a network reads and the pixels of the centre crop that they were made
 * of: {@code input = (pixel - mean) · scale}, plane by plane in the network's order of colours.
 */
final class InputScale {
  private static final int PLANES = 3;

  private final int height;
  private final int width;
  private final boolean reversed;

  /** Of red, green and blue, in units of 0 to 255. */
  private final float[] mean = new float[PLANES];

  private final float[] scale = new float[PLANES];

  /** {@code float32[3, height, width]} of the resized image; empty if none is subtracted. */
  private final float[] meanImage;

  private final int meanHeight;
  private final int meanWidth;

  InputScale(InputPipeline pipeline, DataStatistics statistics) {
    height = pipeline.cropHeight();
    width = pipeline.cropWidth();
    reversed = pipeline.order() == ChannelOrder.BGR;
    meanHeight = statistics.height();
    meanWidth = statistics.width();
    Normalization normalization = pipeline.normalization();
    meanImage =
        normalization instanceof Normalization.MeanImage ? statistics.meanImage() : new float[0];
    float range = pipeline.range().scale();
    float[] color = statistics.meanColor();
    for (int channel = 0; channel < PLANES; channel++) {
      switch (normalization) {
        case Normalization.Fixed fixed -> {
          mean[channel] = fixed.mean().get(channel) / range;
          scale[channel] = range / fixed.std().get(channel);
        }
        case Normalization.MeanColor learned -> {
          mean[channel] = color[channel];
          scale[channel] = range;
        }
        case Normalization.MeanImage learned -> scale[channel] = range;
        case Normalization.None none -> scale[channel] = range;
      }
    }
  }

  /** The input of a picture of one value, 0 to 255, in all places and colours. */
  float[] plain(float pixel) {
    float[] input = new float[PLANES * height * width];
    for (int plane = 0; plane < PLANES; plane++) {
      int channel = channel(plane);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          input[(plane * height + y) * width + x] =
              (pixel - meanAt(channel, y, x)) * scale[channel];
        }
      }
    }
    return input;
  }

  /** The picture that an input was made of. */
  BufferedImage picture(float[] input) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = 0;
        for (int channel = 0; channel < PLANES; channel++) {
          float value = input[(channel(channel) * height + y) * width + x];
          float pixel = value / scale[channel] + meanAt(channel, y, x);
          rgb = rgb << 8 | Math.clamp(Math.round(pixel), 0, 255);
        }
        picture.setRGB(x, y, rgb);
      }
    }
    return picture;
  }

  /** The colour of a plane, and the plane of a colour. */
  private int channel(int plane) {
    return reversed ? PLANES - 1 - plane : plane;
  }

  private float meanAt(int channel, int y, int x) {
    if (meanImage.length == 0) {
      return mean[channel];
    }
    int row = centre(meanHeight, height) + y;
    int column = centre(meanWidth, width) + x;
    return meanImage[(channel * meanHeight + row) * meanWidth + column];
  }

  /** Where a classifier's crop begins; a half pixel goes to the even side. */
  private static int centre(int length, int part) {
    return (int) Math.rint((length - part) / 2.0);
  }
}
