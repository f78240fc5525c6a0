package dev.alexandrite.core.augment;

import dev.alexandrite.DataException;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.data.Image;
import java.util.Locale;

/** Brings pictures to a fixed size, as Pillow's {@code BILINEAR} and torchvision do. */
final class Resizer {
  private Resizer() {}

  /**
   * Resizes one picture.
   *
   * @param image any size
   * @param resize what size and how
   * @param name what to call the picture in messages
   * @return the resized image, the same object if nothing is to be done
   * @throws DataException if another size was wanted without a resize
   */
  static Image resize(Image image, Resize resize, String name) {
    int height = resize.resizedHeight();
    int width = resize.resizedWidth();
    if (image.height() == height && image.width() == width) {
      return image;
    }
    return switch (resize) {
      case Resize.ShorterSide side -> shorterSide(image, side.pixels(), name);
      case Resize.Squash squash ->
          resample(
              image,
              ResampleTable.of(image.height(), height, 0, height),
              ResampleTable.of(image.width(), width, 0, width),
              name);
      case Resize.None none ->
          throw new DataException(
              String.format(
                  Locale.ROOT,
                  "image %s: found %d×%d pixels, expected %d×%d; resize the file, or choose "
                      + "Resize.ShorterSide or Resize.Squash",
                  name,
                  image.height(),
                  image.width(),
                  height,
                  width));
    };
  }

  private static Image shorterSide(Image image, int pixels, String name) {
    int shorter = Math.min(image.height(), image.width());
    int height = resized(image.height(), pixels, shorter, name);
    int width = resized(image.width(), pixels, shorter, name);
    return resample(
        image, centre(image.height(), height, pixels), centre(image.width(), width, pixels), name);
  }

  private static int resized(int side, int pixels, int shorter, String name) {
    long resized = (long) pixels * side / shorter;
    if (resized > Integer.MAX_VALUE) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "image %s: its sides of %d and %d pixels are too different to make the shorter one %d"
                  + " pixels long; crop the picture, or choose Resize.Squash",
              name,
              side,
              shorter,
              pixels));
    }
    return (int) resized;
  }

  /** Only the pixels of the central square are computed. */
  private static ResampleTable centre(int source, int resized, int pixels) {
    return ResampleTable.of(source, resized, Crop.centre(resized, pixels), pixels);
  }

  /** First along rows, for the rows needed, then along columns, rounding to bytes in between. */
  private static Image resample(
      Image image, ResampleTable down, ResampleTable across, String name) {
    int top = down.firstSource();
    int rows = down.endSource() - top;
    int width = across.targets();
    if (3L * rows * width > Integer.MAX_VALUE) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "image %s: %d rows of %d pixels are too many to be resized at once; crop the picture,"
                  + " or resize to fewer pixels",
              name,
              rows,
              width));
    }
    byte[] narrowed = new byte[3 * rows * width];
    for (int y = 0; y < rows; y++) {
      int base = 3 * (top + y) * image.width();
      int to = 3 * y * width;
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < 3; channel++) {
          narrowed[to++] = across.value(x, image.rgb(), base + channel, 3);
        }
      }
    }
    int height = down.targets();
    byte[] rgb = new byte[3 * height * width];
    int stride = 3 * width;
    for (int y = 0; y < height; y++) {
      for (int column = 0; column < stride; column++) {
        // Tables count rows from the top of the source, narrowed begins at the first one needed.
        rgb[y * stride + column] = down.value(y, narrowed, column - top * stride, stride);
      }
    }
    return new Image(height, width, rgb);
  }
}
