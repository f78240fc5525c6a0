package dev.alexandrite.augment;

import java.util.List;
import java.util.Locale;

/** What is subtracted from an image and what it is divided by, last before the network. */
public sealed interface Normalization {
  /** Nothing. */
  record None() implements Normalization {}

  /**
   * The mean of every pixel over the training set is subtracted.
   *
   * @param atCrop takes the mean at the place that the crop was cut from, flipped with it: Caffe.
   *     Else the centre of the mean image, whatever the crop: the code released with the paper
   */
  record MeanImage(boolean atCrop) implements Normalization {}

  /** The mean colour of the training set is subtracted. */
  record MeanColor() implements Normalization {}

  /**
   * Given numbers: {@code (pixel − mean) / std} for each channel.
   *
   * @param mean the means of red, green and blue, in the units of the {@link PixelRange}
   * @param std the divisors of red, green and blue, in the same units
   */
  record Fixed(List<Float> mean, List<Float> std) implements Normalization {
    /**
     * Checks and copies the numbers.
     *
     * @throws IllegalArgumentException if there are not three of each, finite, and the divisors
     *     positive
     */
    public Fixed {
      mean = List.copyOf(mean);
      std = List.copyOf(std);
      if (mean.size() != 3 || std.size() != 3) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "normalisation: three means and three divisors are needed, found %s and %s",
                mean,
                std));
      }
      for (int channel = 0; channel < 3; channel++) {
        float divisor = std.get(channel);
        if (!Float.isFinite(mean.get(channel)) || !(divisor > 0) || !Float.isFinite(divisor)) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "normalisation: finite means and positive divisors are needed, found %s and %s",
                  mean,
                  std));
        }
      }
    }
  }

  /**
   * The numbers that torchvision's ImageNet networks were trained with, for {@link
   * PixelRange#UNIT}.
   *
   * @return means 0.485, 0.456, 0.406 and divisors 0.229, 0.224, 0.225
   */
  static Normalization imageNet() {
    return fixed(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});
  }

  /**
   * Given numbers for each channel.
   *
   * @param mean the means of red, green and blue
   * @param std the divisors of red, green and blue
   * @return {@code (pixel − mean) / std}
   * @throws IllegalArgumentException if there are not three of each, finite, and the divisors
   *     positive
   */
  static Normalization fixed(float[] mean, float[] std) {
    return new Fixed(boxed(mean), boxed(std));
  }

  private static List<Float> boxed(float[] values) {
    Float[] boxed = new Float[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return List.of(boxed);
  }
}
