package dev.alexandrite.observe.explain;

import dev.alexandrite.data.Image;
import java.awt.image.BufferedImage;

/** Pictures of images. */
final class Photo {
  private Photo() {}

  static BufferedImage of(Image image) {
    BufferedImage photo =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int rgb = image.value(y, x, 0) << 16 | image.value(y, x, 1) << 8 | image.value(y, x, 2);
        photo.setRGB(x, y, rgb);
      }
    }
    return photo;
  }
}
