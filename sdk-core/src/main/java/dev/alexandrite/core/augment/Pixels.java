package dev.alexandrite.core.augment;

import dev.alexandrite.augment.Planes;
import dev.alexandrite.data.Image;
import java.util.Arrays;

/** Where the pixels of a pipeline are at the moment: in bytes, or in planes of floats. */
sealed interface Pixels {
  /** Writes one row of one channel of a part; what of it lies outside of the image is 0. */
  void row(int channel, Crop cut, int y, float[] target, int offset);

  /**
   * Bytes as decoded, resized, or changed by a {@link PictureStage}.
   *
   * @param height H
   * @param width W
   * @param rgb uint8[H, W, 3], and perhaps more that does not count
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one image, and is never compared
  record OfBytes(int height, int width, byte[] rgb) implements Pixels {
    static OfBytes of(Image image) {
      return new OfBytes(image.height(), image.width(), image.rgb());
    }

    static OfBytes of(Raster picture) {
      return new OfBytes(picture.height, picture.width, picture.rgb);
    }

    @Override
    public void row(int channel, Crop cut, int y, float[] target, int offset) {
      int from = cut.firstInside(y, height, width);
      int to = cut.endInside(from, width);
      Arrays.fill(target, offset, offset + from, 0);
      int at = 3 * ((cut.top + y) * width + cut.left + from * cut.step) + channel;
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
