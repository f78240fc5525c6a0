package dev.alexandrite.core.augment;

import dev.alexandrite.DataException;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.core.augment.ResampleTable.Axis;
import dev.alexandrite.data.Image;
import java.util.Locale;

/** Brings pictures to a fixed size, as Pillow and torchvision do. */
final class Resizer {
  private Resizer() {}

  /**
   * Resizes one picture.
   *
   * @param image any size
   * @param pipeline what size and how, and which part of it an evaluation looks at
   * @param name what to call the picture in messages
   * @return the resized image, the same object if nothing is to be done
   * @throws DataException if another size was wanted without a resize
   */
  static Image resize(Image image, InputPipeline pipeline, String name) {
    int height = pipeline.resize().resizedHeight();
    int width = pipeline.resize().resizedWidth();
    if (image.height() == height && image.width() == width) {
      return image;
    }
    return switch (pipeline.resize()) {
      case Resize.ShorterSide side -> shorterSide(image, side, pipeline, name);
      case Resize.Squash squash ->
          resample(
              image,
              Axis.whole(image.height(), height, squash.interpolation()),
              Axis.whole(image.width(), width, squash.interpolation()),
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

  private static Image shorterSide(
      Image image, Resize.ShorterSide side, InputPipeline pipeline, String name) {
    int shorter = Math.min(image.height(), image.width());
    int height = resized(image.height(), side.pixels(), shorter, name);
    int width = resized(image.width(), side.pixels(), shorter, name);
    return resample(
        image,
        square(image.height(), height, side, pipeline.cropHeight()),
        square(image.width(), width, side, pipeline.cropWidth()),
        name);
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

  /**
   * Only the pixels of the square are computed. It lies where its centre crop is that of the whole:
   * where both are rounded to whole pixels, the middle of the whole may be another.
   */
  private static Axis square(int source, int resized, Resize.ShorterSide side, int crop) {
    int from = Crop.centre(resized, crop) - Crop.centre(side.pixels(), crop);
    return new Axis(source, resized, from, side.pixels(), side.interpolation());
  }

  private static void requireTable(Axis axis, String name) {
    if (axis.weights() > Integer.MAX_VALUE) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "image %s: a side of %d pixels is too long to be resized to %d; crop the picture",
              name,
              axis.source(),
              axis.resized()));
    }
  }

  /** First along rows, for the rows needed, then along columns, rounding to bytes in between. */
  private static Image resample(Image image, Axis vertical, Axis horizontal, String name) {
    requireTable(vertical, name);
    requireTable(horizontal, name);
    ResampleTable down = ResampleTable.of(vertical);
    ResampleTable across = ResampleTable.of(horizontal);
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
