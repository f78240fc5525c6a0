package dev.alexandrite.observe.look;

import dev.alexandrite.data.Image;
import dev.alexandrite.observe.html.Thumbnail;
import dev.alexandrite.observe.picture.Pictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures with something to see, made by hand. */
final class Drawings {
  private Drawings() {}

  /** Ellipses of many colours, others for each seed. */
  static BufferedImage picture(long seed, int width, int height) {
    Random random = new Random(seed);
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    for (int i = 0; i < 24; i++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      int across = width / 8 + random.nextInt(width / 2);
      int down = height / 8 + random.nextInt(height / 2);
      graphics.fillOval(
          random.nextInt(width) - across / 2, random.nextInt(height) - down / 2, across, down);
    }
    graphics.dispose();
    return picture;
  }

  static Image image(long seed) {
    return Image.of(picture(seed, 96, 72));
  }

  static BufferedImage plain(Color color, int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return picture;
  }

  static BufferedImage of(Image image) {
    return Thumbnail.picture(image, Integer.MAX_VALUE);
  }

  static Image mirrored(Image image) {
    byte[] rgb = new byte[image.rgb().length];
    int width = image.width();
    for (int pixel = 0; pixel < rgb.length / 3; pixel++) {
      int other = pixel / width * width + width - 1 - pixel % width;
      System.arraycopy(image.rgb(), 3 * other, rgb, 3 * pixel, 3);
    }
    return new Image(image.height(), width, rgb);
  }

  static Image brighter(Image image, int levels) {
    byte[] rgb = image.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.min(255, (rgb[i] & 0xFF) + levels);
    }
    return new Image(image.height(), image.width(), rgb);
  }

  static Image grey(Image image) {
    byte[] rgb = image.rgb().clone();
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i + 1] = rgb[i];
      rgb[i + 2] = rgb[i];
    }
    return new Image(image.height(), image.width(), rgb);
  }

  static Image scaled(Image image, int width, int height) {
    return Image.of(Pictures.scaled(of(image), width, height, true));
  }

  static Image compressed(Image image, float quality) {
    return Image.read(jpeg(of(image), quality));
  }

  static byte[] jpeg(BufferedImage picture, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam options = writer.getDefaultWriteParam();
    options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    options.setCompressionQuality(quality);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Writes a PNG file, and the folders above it. */
  static void png(BufferedImage picture, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, Pictures.png(picture));
  }

  static void png(Image image, Path file) throws IOException {
    png(of(image), file);
  }
}
