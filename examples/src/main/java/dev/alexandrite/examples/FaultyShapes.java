package dev.alexandrite.examples;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.Split;
import java.util.Arrays;

/** Drawn images with the faults that real data have, to show what finds them. */
final class FaultyShapes {
  private static final int IMAGES = 1000;
  private static final int HELD_OUT = 200;
  private static final int PIXELS = 48;

  private FaultyShapes() {}

  static Split of(long seed) {
    Dataset shapes = DrawnShapes.of(IMAGES, PIXELS, seed);
    return new Split(
        new Training(shapes), new HeldOut(DrawnShapes.of(HELD_OUT, PIXELS, ~seed), shapes));
  }

  /** An image twice, one in grey, one of one colour, a narrow one. */
  private static final class Training extends ForwardingDataset {
    Training(Dataset shapes) {
      super(shapes);
    }

    @Override
    public Image image(int index) {
      return switch (index) {
        case 131 -> source().image(11);
        case 202 -> grey(source().image(index));
        case 303 -> plain();
        case 404 -> cut(source().image(index), PIXELS, PIXELS / 4);
        default -> source().image(index);
      };
    }

    @Override
    public String fingerprint() {
      return source().fingerprint() + "-faulty";
    }
  }

  /** Four images that are among those for training, of which one is called something else. */
  private static final class HeldOut extends ForwardingDataset {
    private final Dataset training;

    HeldOut(Dataset shapes, Dataset training) {
      super(shapes);
      this.training = training;
    }

    @Override
    public Image image(int index) {
      return switch (index) {
        case 20 -> training.image(50);
        case 41 -> brighter(training.image(61));
        case 62 -> half(training.image(72));
        case 84 -> brighter(training.image(93));
        default -> source().image(index);
      };
    }

    @Override
    public String fingerprint() {
      return source().fingerprint() + "-faulty";
    }
  }

  private static Image brighter(Image image) {
    byte[] rgb = image.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.min(255, (rgb[i] & 0xFF) + 12);
    }
    return new Image(image.height(), image.width(), rgb);
  }

  private static Image grey(Image image) {
    byte[] rgb = image.rgb().clone();
    for (int i = 0; i < rgb.length; i += Image.CHANNELS) {
      int sum = (rgb[i] & 0xFF) + (rgb[i + 1] & 0xFF) + (rgb[i + 2] & 0xFF);
      Arrays.fill(rgb, i, i + Image.CHANNELS, (byte) (sum / Image.CHANNELS));
    }
    return new Image(image.height(), image.width(), rgb);
  }

  private static Image plain() {
    byte[] rgb = new byte[Image.CHANNELS * PIXELS * PIXELS];
    Arrays.fill(rgb, (byte) 90);
    return new Image(PIXELS, PIXELS, rgb);
  }

  private static Image cut(Image image, int height, int width) {
    byte[] rgb = new byte[Image.CHANNELS * height * width];
    for (int y = 0; y < height; y++) {
      System.arraycopy(
          image.rgb(),
          Image.CHANNELS * y * image.width(),
          rgb,
          Image.CHANNELS * y * width,
          Image.CHANNELS * width);
    }
    return new Image(height, width, rgb);
  }

  /** The mean of every four pixels. */
  private static Image half(Image image) {
    int height = image.height() / 2;
    int width = image.width() / 2;
    byte[] rgb = new byte[Image.CHANNELS * height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < Image.CHANNELS; channel++) {
          int sum =
              image.value(2 * y, 2 * x, channel)
                  + image.value(2 * y, 2 * x + 1, channel)
                  + image.value(2 * y + 1, 2 * x, channel)
                  + image.value(2 * y + 1, 2 * x + 1, channel);
          rgb[(y * width + x) * Image.CHANNELS + channel] = (byte) (sum / 4);
        }
      }
    }
    return new Image(height, width, rgb);
  }
}
