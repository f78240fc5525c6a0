package dev.alexandrite.core.augment;

import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import java.util.Locale;

/**
 * The end of the pipeline: {@code (pixel + shift − mean) · scale}, plane by plane in the network's
 * channel order. All inputs are in units of 0 to 255.
 */
final class Normalizer {
  private final Normalization normalization;
  private final boolean reversed;
  private final float[] mean = new float[3];
  private final float[] scale = new float[3];
  private final float[] meanImage;
  private final int meanHeight;
  private final int meanWidth;

  Normalizer(InputPipeline pipeline, DataStatistics statistics) {
    normalization = pipeline.normalization();
    reversed = pipeline.order() == ChannelOrder.BGR;
    meanHeight = statistics.height();
    meanWidth = statistics.width();
    float range = pipeline.range().scale();
    float[] meanColor = statistics.meanColor();
    for (int channel = 0; channel < 3; channel++) {
      switch (normalization) {
        case Normalization.Fixed fixed -> {
          mean[channel] = fixed.mean().get(channel) / range;
          scale[channel] = range / fixed.std().get(channel);
        }
        case Normalization.MeanColor color -> {
          mean[channel] = meanColor[channel];
          scale[channel] = range;
        }
        case Normalization.MeanImage image -> scale[channel] = range;
        case Normalization.None none -> scale[channel] = range;
      }
    }
    boolean usesImage = normalization instanceof Normalization.MeanImage;
    meanImage = usesImage ? statistics.meanImage() : new float[0];
    if (usesImage && !fits(pipeline)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "mean image: found %d×%d, expected %d×%d as images are resized; collect the "
                  + "statistics with this pipeline",
              meanHeight,
              meanWidth,
              pipeline.resize().resizedHeight(),
              pipeline.resize().resizedWidth()));
    }
  }

  private boolean fits(InputPipeline pipeline) {
    return meanHeight == pipeline.resize().resizedHeight()
        && meanWidth == pipeline.resize().resizedWidth();
  }

  /**
   * Writes the network's input.
   *
   * @param pixels where pixels come from
   * @param cut the part of them that the network sees
   * @param inResized the same part in the resized image
   * @param shift what is added to red, green and blue
   * @param divisor what the result is divided by
   * @param target receives {@code float32[3, H, W]}
   * @param offset where
   */
  void write(
      Pixels pixels,
      Crop cut,
      Crop inResized,
      float[] shift,
      float divisor,
      float[] target,
      int offset) {
    int to = offset;
    for (int plane = 0; plane < 3; plane++) {
      int channel = reversed ? 2 - plane : plane;
      float factor = scale[channel] / divisor;
      float bias = shift[channel] - mean[channel];
      for (int y = 0; y < cut.height; y++) {
        pixels.row(channel, cut, y, target, to);
        for (int x = 0; x < cut.width; x++) {
          target[to + x] = (target[to + x] + bias - meanAt(channel, y, x, cut, inResized)) * factor;
        }
        to += cut.width;
      }
    }
  }

  /**
   * Gives the pixels back that an input stands for.
   *
   * @param input {@code float32[3, H, W]} as {@link #write} wrote it
   * @param cut the part that it was given
   * @param inResized the same part in the resized image
   * @param target receives {@code float32[3, H, W]}, red, green, blue in units of 0 to 255
   */
  void undo(float[] input, Crop cut, Crop inResized, float[] target) {
    int from = 0;
    for (int plane = 0; plane < 3; plane++) {
      int channel = reversed ? 2 - plane : plane;
      int to = channel * cut.height * cut.width;
      for (int y = 0; y < cut.height; y++) {
        for (int x = 0; x < cut.width; x++) {
          float subtracted = mean[channel] + meanAt(channel, y, x, cut, inResized);
          target[to++] = input[from++] / scale[channel] + subtracted;
        }
      }
    }
  }

  private float meanAt(int channel, int y, int x, Crop cut, Crop inResized) {
    if (!(normalization instanceof Normalization.MeanImage image)) {
      return 0;
    }
    int row;
    int column;
    if (image.atCrop()) {
      row = inResized.top + y;
      column = inResized.left + inResized.step * x;
    } else {
      row = Crop.centre(meanHeight, cut.height) + y;
      column = Crop.centre(meanWidth, cut.width) + x;
    }
    boolean inside = row >= 0 && row < meanHeight && column >= 0 && column < meanWidth;
    return inside ? meanImage[(channel * meanHeight + row) * meanWidth + column] : 0;
  }
}
