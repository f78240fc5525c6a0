package dev.alexandrite.core.augment;

import dev.alexandrite.augment.Planes;
import dev.alexandrite.data.Image;
import java.util.Arrays;

/** Where the pixels of a pipeline are at the moment: in an image, or in planes of floats. */
sealed interface Pixels {
  /** Writes one row of one channel of a part; what of it lies outside of the image is 0. */
  void row(int channel, Crop cut, int y, float[] target, int offset);

  /** Bytes as decoded and resized. */
  record OfImage(Image image) implements Pixels {
    @Override
    public void row(int channel, Crop cut, int y, float[] target, int offset) {
      byte[] rgb = image.rgb();
      int from = cut.firstInside(y, image.height(), image.width());
      int to = cut.endInside(from, image.width());
      Arrays.fill(target, offset, offset + from, 0);
      int at = 3 * ((cut.top + y) * image.width() + cut.left + from * cut.step) + channel;
      int step = 3 * cut.step;
      for (int x = from; x < to; x++) {
        target[offset + x] = rgb[at] & 0xFF;
        at += step;
      }
      Arrays.fill(target, offset + to, offset + cut.width, 0);
    }
  }

  /** Floats, once a custom transform has been at work. */
  record OfPlanes(Planes planes) implements Pixels {
    @Override
    public void row(int channel, Crop cut, int y, float[] target, int offset) {
      float[] values = planes.values();
      int from = cut.firstInside(y, planes.height(), planes.width());
      int to = cut.endInside(from, planes.width());
      Arrays.fill(target, offset, offset + from, 0);
      int at = planes.index(channel, cut.top + y, cut.left + from * cut.step);
      for (int x = from; x < to; x++) {
        target[offset + x] = values[at];
        at += cut.step;
      }
      Arrays.fill(target, offset + to, offset + cut.width, 0);
    }
  }
}
