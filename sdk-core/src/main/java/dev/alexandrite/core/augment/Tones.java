package dev.alexandrite.core.augment;

import java.util.Arrays;

/**
 * Changes every level of a channel to another, by tables as Pillow's {@code ImageOps} make them.
 *
 * <p>Mutable, one for each thread.
 */
final class Tones {
  private static final int LEVELS = 256;

  private final byte[] table = new byte[3 * LEVELS];
  private final int[] histogram = new int[3 * LEVELS];

  /** Keeps the highest bits of every level. */
  void posterize(Raster picture, int bits) {
    int mask = -1 << (8 - bits);
    for (int i = 0; i < table.length; i++) {
      table[i] = (byte) (i & mask);
    }
    apply(picture);
  }

  /** Inverts the levels from a threshold on. */
  void solarize(Raster picture, double threshold) {
    for (int i = 0; i < table.length; i++) {
      int level = i % LEVELS;
      table[i] = (byte) (level < threshold ? level : LEVELS - 1 - level);
    }
    apply(picture);
  }

  /** Stretches every channel to all levels. */
  void autocontrast(Raster picture) {
    count(picture);
    for (int channel = 0; channel < table.length; channel += LEVELS) {
      int low = channel;
      while (low < channel + LEVELS - 1 && histogram[low] == 0) {
        low++;
      }
      int high = channel + LEVELS - 1;
      while (high > low && histogram[high] == 0) {
        high--;
      }
      double scale = high > low ? (LEVELS - 1.0) / (high - low) : 1;
      double offset = high > low ? (channel - low) * scale : 0;
      for (int level = 0; level < LEVELS; level++) {
        int stretched = (int) (level * scale + offset);
        table[channel + level] = (byte) Math.clamp(stretched, 0, LEVELS - 1);
      }
    }
    apply(picture);
  }

  /** Spreads the levels of every channel so that all are about as frequent. */
  void equalize(Raster picture) {
    count(picture);
    int pixels = picture.height * picture.width;
    for (int channel = 0; channel < table.length; channel += LEVELS) {
      int high = channel + LEVELS - 1;
      while (histogram[high] == 0) {
        high--;
      }
      int step = (pixels - histogram[high]) / (LEVELS - 1); // 0 if there is one level alone
      int sum = step / 2;
      for (int level = 0; level < LEVELS; level++) {
        int spread = step == 0 ? level : Math.min(sum / step, LEVELS - 1);
        table[channel + level] = (byte) spread;
        sum += histogram[channel + level];
      }
    }
    apply(picture);
  }

  private void count(Raster picture) {
    Arrays.fill(histogram, 0);
    for (int at = 0; at < picture.length(); at++) {
      histogram[at % 3 * LEVELS + (picture.rgb[at] & 0xFF)]++;
    }
  }

  private void apply(Raster picture) {
    byte[] rgb = picture.rgb;
    for (int at = 0; at < picture.length(); at++) {
      rgb[at] = table[at % 3 * LEVELS + (rgb[at] & 0xFF)];
    }
  }
}
