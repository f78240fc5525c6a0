package dev.alexandrite.cli;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.Image;
import dev.alexandrite.observe.picture.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/** Drawn shapes as files. */
final class TestPictures {
  private TestPictures() {}

  /** A folder with a sub-folder for each of the first classes, of which each has as many images. */
  static Path folder(Path folder, int classes, int each) throws IOException {
    Dataset shapes = DrawnShapes.of(10 * each, 32, 4);
    for (int i = 0; i < shapes.size(); i++) {
      if (shapes.label(i) < classes) {
        String name = shapes.classNames().get(shapes.label(i));
        Pictures.write(picture(shapes.image(i)), folder.resolve(name).resolve(i + ".png"));
      }
    }
    return folder;
  }

  static BufferedImage picture(Image image) {
    var picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int rgb = image.value(y, x, 0) << 16 | image.value(y, x, 1) << 8 | image.value(y, x, 2);
        picture.setRGB(x, y, rgb);
      }
    }
    return picture;
  }
}
