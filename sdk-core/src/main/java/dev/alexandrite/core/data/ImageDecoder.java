package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Image;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes image files through the JDK's {@code ImageIO}, around its traps: it hands out a picture
 * for a truncated file and tells only a listener; {@code getRGB} applies a gamma to greyscale; CMYK
 * has to be read as a raster; and damaged files make its readers throw anything.
 *
 * <p>Results are those of Pillow's {@code convert("RGB")}: values as stored, colour profiles and
 * EXIF orientation ignored, alpha dropped, the high byte of 16-bit samples.
 */
final class ImageDecoder {
  /** A header of a few bytes can claim any size; beyond this the file is refused unread. */
  static final long MAX_PIXELS = 100_000_000;

  private ImageDecoder() {}

  /**
   * Decodes one file.
   *
   * @param file the bytes of the file; the format is told by them
   * @param name what to call it in messages
   * @return its pixels
   * @throws DataException if it is no image, is damaged or is too large
   */
  static Image decode(byte[] file, String name) {
    try {
      return isJpeg(file) ? decodeJpeg(file, name) : decodeOther(file, name);
    } catch (IOException | RuntimeException e) {
      if (e instanceof DataException known) {
        throw known;
      }
      // Readers of damaged files also throw IndexOutOfBounds, NegativeArraySize and the like.
      throw bad(name, "it is damaged or uses an unsupported variant of its format", e);
    }
  }

  private static boolean isJpeg(byte[] file) {
    return file.length > 2 && file[0] == (byte) 0xFF && file[1] == (byte) 0xD8;
  }

  private static Image decodeJpeg(byte[] file, String name) throws IOException {
    List<JpegSegment> segments = JpegSegment.of(file);
    byte[] pixelsOnly = JpegSegment.withoutMetadata(file, segments);
    // A raster is what the reader gives without an opinion on colour: greyscale, CMYK, YCCK and
    // oddly marked files alike.
    Raster raster = read(pixelsOnly, name, reader -> reader.readRaster(0, null));
    return JpegColors.toRgb(raster, JpegHeader.of(file, segments));
  }

  private static Image decodeOther(byte[] file, String name) throws IOException {
    return PictureConverter.toRgb(read(file, name, reader -> reader.read(0)));
  }

  private static <T> T read(byte[] file, String name, Reading<T> reading) throws IOException {
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      ImageReader reader =
          readerFor(stream)
              .orElseThrow(() -> bad(name, "it is not an image in a known format", null));
      try {
        var damage = new DamageListener();
        reader.addIIOReadWarningListener(damage);
        reader.setInput(stream, true, true);
        requireSize(reader.getWidth(0), reader.getHeight(0), name);
        T pixels = reading.of(reader);
        if (damage.first().isPresent()) {
          throw bad(name, "it is truncated or damaged (" + damage.first().get() + ")", null);
        }
        return pixels;
      } finally {
        reader.dispose();
      }
    }
  }

  private static void requireSize(int width, int height, String name) {
    if ((long) width * height > MAX_PIXELS) {
      throw bad(
          name,
          String.format(
              Locale.ROOT,
              "it claims %d×%d pixels, more than the %d million that are read",
              width,
              height,
              MAX_PIXELS / 1_000_000),
          null);
    }
  }

  /** The JDK's own reader if it has one, so that a plug-in of the application changes no pixels. */
  private static Optional<ImageReader> readerFor(ImageInputStream stream) {
    Optional<ImageReader> other = Optional.empty();
    for (Iterator<ImageReader> all = ImageIO.getImageReaders(stream); all.hasNext(); ) {
      ImageReader reader = all.next();
      if (reader.getClass().getModule() == ImageIO.class.getModule()) {
        return Optional.of(reader);
      }
      other = other.or(() -> Optional.of(reader));
    }
    return other;
  }

  private static DataException bad(String name, String what, @Nullable Exception cause) {
    String message =
        String.format(
            Locale.ROOT,
            "image %s: %s%s; replace or remove the file, or skip bad images with "
                + "onBadImage(BadImages.SKIP)",
            name,
            what,
            cause == null ? "" : " (" + reason(cause) + ")");
    return cause == null ? new DataException(message) : new DataException(message, cause);
  }

  private static String reason(Exception cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /** What is read from a reader that has its input. */
  private interface Reading<T> {
    T of(ImageReader reader) throws IOException;
  }
}
