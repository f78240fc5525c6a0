package dev.alexandrite.core.augment;

import dev.alexandrite.augment.Planes;
import dev.alexandrite.data.Image;

/** Where the pixels of a pipeline are at the moment: in an image, or in planes of floats. */
sealed interface Pixels {
  /** Writes one row of one channel of a part. */
  void row(int channel, Crop cut, int y, float[] target, int offset);

  /** Bytes as decoded and resized. */
  record OfImage(Image image) implements Pixels {
    @Override
    public void row(int channel, Crop cut, int y, float[] target, int offset) {
      byte[] rgb = image.rgb();
      int at = 3 * ((cut.top + y) * image.width() + cut.left) + channel;
      int step = 3 * cut.step;
      for (int x = 0; x < cut.width; x++) {
        target[offset + x] = rgb[at] & 0xFF;
        at += step;
      }
    }
  }

  /** Floats, once a custom transform has been at work. */
  record OfPlanes(Planes planes) implements Pixels {
    @Override
    public void row(int channel, Crop cut, int y, float[] target, int offset) {
      float[] values = planes.values();
      int at = planes.index(channel, cut.top + y, cut.left);
      for (int x = 0; x < cut.width; x++) {
        target[offset + x] = values[at];
        at += cut.step;
      }
    }
  }
}
