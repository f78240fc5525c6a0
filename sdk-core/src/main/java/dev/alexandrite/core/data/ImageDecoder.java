package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.data.Image;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes image files through the JDK's {@code ImageIO}, around its traps: it hands out a picture
 * for a truncated file and tells only a listener; {@code getRGB} applies a gamma to greyscale; CMYK
 * has to be read as a raster; it believes whatever size and however many scans a file claims; and
 * damaged files make its readers throw anything.
 *
 * <p>Results are those of Pillow's {@code convert("RGB")}, but for what {@link Decoding} says.
 */
final class ImageDecoder {
  private ImageDecoder() {}

  /**
   * Decodes one file.
   *
   * @param file the bytes of the file; the format is told by them
   * @param name what to call it in messages
   * @param decoding formats and limits
   * @return its pixels
   * @throws BadImageException if it is no image, is damaged, or is beyond a limit
   * @throws ImageMemoryException if it may be good, but the heap is too small
   */
  static Image decode(byte[] file, String name, Decoding decoding) {
    ImageFormat format = ImageFormat.of(file);
    requireFormat(file, name, format, decoding);
    try {
      return format == ImageFormat.JPEG
          ? decodeJpeg(file, name, decoding)
          : decodeOther(file, name, format, decoding);
    } catch (DataException known) {
      throw known;
    } catch (OutOfMemoryError e) {
      throw ImageMemoryException.of(name, e);
    } catch (IOException | RuntimeException e) {
      // Readers of damaged files also throw IndexOutOfBounds, NegativeArraySize and the like.
      throw new BadImageException(
          name, "it is damaged or uses an unsupported variant of its format", e);
    }
  }

  private static void requireFormat(
      byte[] file, String name, ImageFormat format, Decoding decoding) {
    if (file.length == 0) {
      throw new BadImageException(name, "it is empty");
    }
    if (decoding.anyFormat() || format.isCommon()) {
      return;
    }
    throw new BadImageException(
        name,
        format == ImageFormat.OTHER
            ? "it is not an image in a format that is known"
            : "it is "
                + format.title()
                + ", which is not read unless Decoding.anyFormat(true) says so"
                + format.hint());
  }

  private static Image decodeJpeg(byte[] file, String name, Decoding decoding) throws IOException {
    List<JpegSegment> segments = JpegSegment.of(file);
    if (segments.size() > JpegSegment.MOST) {
      throw new BadImageException(
          name,
          "it has more than "
              + JpegSegment.MOST
              + " segments in front of its pixels, real ones ten");
    }
    byte[] pixelsOnly = JpegSegment.withoutMetadata(file, segments);
    // A raster is what the reader gives without an opinion on colour: greyscale, CMYK, YCCK and
    // oddly marked files alike.
    Raster raster = read(pixelsOnly, name, ImageFormat.JPEG, decoding, ImageReader::readRaster);
    Image stored = JpegColors.toRgb(raster, JpegHeader.of(file, segments));
    return decoding.exifOrientation() ? Orientation.of(file, segments).applyTo(stored) : stored;
  }

  private static Image decodeOther(byte[] file, String name, ImageFormat format, Decoding decoding)
      throws IOException {
    BlockCount.requireFew(format, file, name);
    return switch (format) {
      case BMP -> {
        BmpHeader.requireReadable(file, name);
        yield PictureConverter.toRgb(read(file, name, format, decoding, ImageReader::read));
      }
      case TIFF -> {
        TiffHeader.requireReadable(file, name);
        yield PictureConverter.toRgb(read(file, name, format, decoding, ImageReader::read));
      }
      case GIF -> {
        GifScreen screen =
            GifScreen.of(file)
                .orElseThrow(() -> new BadImageException(name, "it has no frame: it is truncated"));
        requireSize(file, name, format, screen.width(), screen.height(), decoding);
        ImageMemoryException.requireRoom(name, file.length, screen.width(), screen.height());
        Decoding whole = decoding.shrinkTo(0);
        yield screen.compose(
            PictureConverter.toRgb(read(file, name, format, whole, ImageReader::read)));
      }
      default -> PictureConverter.toRgb(read(file, name, format, decoding, ImageReader::read));
    };
  }

  private static <T> T read(
      byte[] file, String name, ImageFormat format, Decoding decoding, Reading<T> reading)
      throws IOException {
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      ImageReader reader =
          readerFor(stream, name)
              .orElseThrow(
                  () ->
                      new BadImageException(
                          name,
                          "it is not an image that any reader of this process knows"
                              + format.hint()));
      try {
        var damage = new DamageListener();
        reader.addIIOReadWarningListener(damage);
        reader.setInput(stream, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        requireSize(file, name, format, width, height, decoding);
        ImageReadParam shrunk = reader.getDefaultReadParam();
        int step = step(width, height, decoding);
        ImageMemoryException.requireRoom(name, file.length, width / step, height / step);
        shrunk.setSourceSubsampling(step, step, 0, 0);
        T pixels = reading.of(reader, 0, shrunk);
        if (damage.first().isPresent()) {
          throw new BadImageException(
              name, "it is truncated or damaged (" + damage.first().get() + ")");
        }
        return pixels;
      } finally {
        reader.dispose();
      }
    }
  }

  private static void requireSize(
      byte[] file, String name, ImageFormat format, int width, int height, Decoding decoding) {
    ClaimCheck.size(width, height, decoding)
        .or(() -> ClaimCheck.content(format, file, width, height))
        .ifPresent(
            problem -> {
              throw new BadImageException(name, problem);
            });
  }

  /** Of how many rows and columns one is kept. */
  private static int step(int width, int height, Decoding decoding) {
    return decoding.shrinkTo() == 0
        ? 1
        : Math.max(1, Math.min(width, height) / decoding.shrinkTo());
  }

  /** The JDK's own reader if it has one, so that a plug-in of the application changes no pixels. */
  private static Optional<ImageReader> readerFor(ImageInputStream stream, String name) {
    Optional<ImageReader> other = Optional.empty();
    for (Iterator<ImageReader> all = readers(stream, name); all.hasNext(); ) {
      ImageReader reader = all.next();
      if (reader.getClass().getModule() == ImageIO.class.getModule()) {
        return Optional.of(reader);
      }
      other = other.or(() -> Optional.of(reader));
    }
    return other;
  }

  /** One entry of META-INF/services that cannot be loaded keeps ImageIO from starting at all. */
  private static Iterator<ImageReader> readers(ImageInputStream stream, String name) {
    try {
      return ImageIO.getImageReaders(stream);
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new DataException(
          "image "
              + name
              + ": it is not decoded, since the JDK's ImageIO does not start over a plug-in on the"
              + " class path ("
              + (e.getCause() == null ? e : e.getCause())
              + "); repair that plug-in's jar, or take it away",
          e);
    }
  }

  /** What is read from a reader that has its input. */
  private interface Reading<T> {
    T of(ImageReader reader, int index, ImageReadParam parameters) throws IOException;
  }
}
