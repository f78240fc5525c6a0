package dev.alexandrite.core.data;

import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.tensor.RandomStream.Purpose;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures and data sets for tests. */
public final class TestImages {
  private TestImages() {}

  /** An image of random pixels. */
  public static Image random(int height, int width, int number) {
    var random = new CounterRandom().start(7, Purpose.DRAW, 9, 0, number);
    byte[] rgb = new byte[3 * height * width];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) random.nextWord();
    }
    return new Image(height, width, rgb);
  }

  /** Random images with labels 0, 1, 2, 0, and so on. */
  public static InMemoryDataset dataset(int size, int height, int width) {
    List<Image> images = new ArrayList<>();
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      images.add(random(height, width, i));
      labels[i] = i % 3;
    }
    return InMemoryDataset.of(images, labels, List.of("a", "b", "c"));
  }

  /** A picture with details everywhere, so that no part of its file is dispensable. */
  static BufferedImage picture(int height, int width) {
    Image noise = random(height, width, 0);
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(
            x, y, noise.value(y, x, 0) << 16 | noise.value(y, x, 1) << 8 | noise.value(y, x, 2));
      }
    }
    return picture;
  }

  /** A file of a format. */
  static byte[] encode(BufferedImage picture, String format) {
    var bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(picture, format, bytes)) {
        throw new IllegalArgumentException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
