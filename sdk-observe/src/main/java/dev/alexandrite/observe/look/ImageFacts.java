package dev.alexandrite.observe.look;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one image that was read, some 400 bytes.
 *
 * @param width in pixels
 * @param height in pixels
 * @param grey whether red, green and blue are the same everywhere, within {@value #GREY_LEVELS}
 * @param oneColor whether each is the same all over, within {@value #COLOR_LEVELS}
 * @param pixels a hash of size and pixels
 * @param sketch what finds images like it; null if there is nothing to see in it
 * @param head what its file says; null if it has none
 */
record ImageFacts(
    int width,
    int height,
    boolean grey,
    boolean oneColor,
    PixelHash pixels,
    @Nullable Sketch sketch,
    @Nullable FileHead head) {
  private static final int GREY_LEVELS = 4;
  private static final int COLOR_LEVELS = 8;

  /** 128 bits of SHA-256. */
  record PixelHash(long high, long low) {
    static PixelHash of(Image image) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(
            ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(image.height())
                .putInt(image.width())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(image.rgb()));
        return new PixelHash(hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java runtime has SHA-256", e);
      }
    }
  }

  /** Reads one image of a data set, and the head of its file. */
  static ImageFacts of(Dataset data, int index) throws IOException {
    Image image = data.image(index);
    Optional<Path> file = data.imageFile(index);
    boolean grey = true;
    int[] least = {255, 255, 255};
    int[] most = {0, 0, 0};
    byte[] rgb = image.rgb();
    for (int at = 0; at < rgb.length; at += Image.CHANNELS) {
      int red = rgb[at] & 0xFF;
      int green = rgb[at + 1] & 0xFF;
      int blue = rgb[at + 2] & 0xFF;
      grey &=
          Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue))
              <= GREY_LEVELS;
      for (int channel = 0; channel < Image.CHANNELS; channel++) {
        int value = rgb[at + channel] & 0xFF;
        least[channel] = Math.min(least[channel], value);
        most[channel] = Math.max(most[channel], value);
      }
    }
    boolean oneColor = true;
    for (int channel = 0; channel < Image.CHANNELS; channel++) {
      oneColor &= most[channel] - least[channel] <= COLOR_LEVELS;
    }
    return new ImageFacts(
        image.width(),
        image.height(),
        grey,
        oneColor,
        PixelHash.of(image),
        Sketch.of(image),
        file.isPresent() ? FileHead.read(file.get()) : null);
  }

  int shorterSide() {
    return Math.min(width, height);
  }

  int longerSide() {
    return Math.max(width, height);
  }
}
