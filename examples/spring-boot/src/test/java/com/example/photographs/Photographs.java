package com.example.photographs;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.Image;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures of shapes, as files of the size of photographs. */
final class Photographs {
  private static final int WIDTH = 500;
  private static final int HEIGHT = 375;

  /** One of each shape. */
  private static final int LEAST = 10;

  private Photographs() {}

  static List<byte[]> some(int count) throws IOException {
    Dataset shapes = DrawnShapes.of(Math.max(count, LEAST), 32, 77);
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(file(shapes.image(i), i % 2 == 0 ? "jpeg" : "png"));
    }
    return files;
  }

  private static byte[] file(Image image, String format) throws IOException {
    BufferedImage small =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        small.setRGB(
            x,
            y,
            new Color(image.value(y, x, 0), image.value(y, x, 1), image.value(y, x, 2)).getRGB());
      }
    }
    BufferedImage large = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = large.createGraphics();
    graphics.drawImage(small, 0, 0, WIDTH, HEIGHT, null);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(large, format, bytes);
    return bytes.toByteArray();
  }
}
