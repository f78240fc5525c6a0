package dev.alexandrite.examples;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Drawn pictures as files, in the place of photographs. */
final class Photographs {
  private Photographs() {}

  /** Pictures of the first classes, a folder for each. */
  static Path write(Path folder, int classes, int count) throws IOException {
    Dataset drawn = DrawnShapes.of(10 * count, 40, 7);
    for (int i = 0, written = 0; written < count; i++) {
      int label = drawn.label(i);
      if (label < classes) {
        Path of = Files.createDirectories(folder.resolve(String.valueOf(label)));
        ImageIO.write(picture(drawn.image(i)), "png", of.resolve(i + ".png").toFile());
        written++;
      }
    }
    return folder;
  }

  private static BufferedImage picture(Image image) {
    var picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        picture.setRGB(
            x, y, image.value(y, x, 0) << 16 | image.value(y, x, 1) << 8 | image.value(y, x, 2));
      }
    }
    return picture;
  }
}
