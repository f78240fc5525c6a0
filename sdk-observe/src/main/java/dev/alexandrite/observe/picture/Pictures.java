package dev.alexandrite.observe.picture;

import dev.alexandrite.tensor.Shape;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes pictures of arrays, and files of pictures. */
public final class Pictures {
  private Pictures() {}

  /**
   * A picture of a map of values, a pixel each.
   *
   * @param values {@code float32[height, width]}, row-major; what is not finite is drawn as the
   *     lowest
   * @param height rows
   * @param width columns
   * @param colors the colours, from the lowest value to the highest; with {@link ColorMap#SIGNED}
   *     zero is white
   * @return the picture
   * @throws IllegalArgumentException if the values are not as many
   */
  public static BufferedImage ofMap(float[] values, int height, int width, ColorMap colors) {
    if (values.length != (long) height * width) {
      throw new IllegalArgumentException(
          "a map of " + height + " x " + width + " has not " + values.length + " values");
    }
    Range range = Range.of(values);
    if (colors == ColorMap.SIGNED) {
      range = range.aroundZero();
    }
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < values.length; i++) {
      picture.setRGB(i % width, i / width, colors.rgb(range.share(values[i])));
    }
    return picture;
  }

  /**
   * A picture of three planes, such as a filter of a first layer or a prepared image: the lowest
   * value of all is black, the highest is full.
   *
   * @param values {@code float32[3, height, width]}, row-major, in the order red, green, blue
   * @param shape their shape
   * @return the picture
   * @throws IllegalArgumentException if the shape is another one
   */
  public static BufferedImage ofPlanes(float[] values, Shape shape) {
    if (shape.rank() != 3 || shape.get(0) != 3 || shape.elements() != values.length) {
      throw new IllegalArgumentException(
          "found " + values.length + " values of shape " + shape + ", expected [3, H, W]");
    }
    Range range = Range.of(values);
    int height = shape.height();
    int width = shape.width();
    int plane = height * width;
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < plane; i++) {
      int rgb = 0;
      for (int channel = 0; channel < 3; channel++) {
        rgb = rgb << 8 | (int) Math.round(255 * range.share(values[channel * plane + i]));
      }
      picture.setRGB(i % width, i / width, rgb);
    }
    return picture;
  }

  /**
   * Enlarges or reduces a picture.
   *
   * @param picture any picture
   * @param width the new width, from 1
   * @param height the new height, from 1
   * @param smooth whether colours go over into one another; else pixels become rectangles
   * @return a new picture
   */
  public static BufferedImage scaled(BufferedImage picture, int width, int height, boolean smooth) {
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        smooth
            ? RenderingHints.VALUE_INTERPOLATION_BICUBIC
            : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return scaled;
  }

  /**
   * A picture as a PNG file.
   *
   * @param picture any picture
   * @return the file's bytes
   */
  public static byte[] png(BufferedImage picture) {
    return file(picture, "png")
        .orElseThrow(() -> new IllegalStateException("this JDK has no writer for PNG"));
  }

  /** In memory alone: a temporary file would need a folder for it, and room there. */
  private static Optional<byte[]> file(BufferedImage picture, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean written;
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      written = ImageIO.write(picture, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return written ? Optional.of(bytes.toByteArray()) : Optional.empty();
  }

  /**
   * A picture in the address of an image, for pages that need no other file.
   *
   * @param picture any picture
   * @return {@code data:image/png;base64,...}
   */
  public static String dataUri(BufferedImage picture) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(picture));
  }

  /**
   * A picture as a JPEG file, which for a photograph is a fraction of a PNG file and loses a
   * little.
   *
   * @param picture any picture without transparency
   * @return the file's bytes
   * @throws IllegalArgumentException if it has transparency
   */
  public static byte[] jpeg(BufferedImage picture) {
    return file(picture, "jpeg")
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "JPEG has no transparency; draw the picture on a ground first"));
  }

  /**
   * Writes a PNG file, whole or not at all.
   *
   * @param picture any picture
   * @param file where; a file of that name is replaced, folders are made
   * @throws IOException if it cannot be written
   */
  public static void write(BufferedImage picture, Path file) throws IOException {
    write(png(picture), file);
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @param bytes what it will hold
   * @param file where; a file of that name is replaced, folders are made
   * @throws IOException if it cannot be written
   */
  public static void write(byte[] bytes, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is no name of a file");
    }
    Files.createDirectories(folder);
    // Not a temporary file, which nobody else may read.
    String name = ".unfinished-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    Path unfinished = folder.resolve(name);
    try {
      Files.write(unfinished, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) { // of a full disk without the file's name
      throw new IOException(file + " cannot be written: " + e, e);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
