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

  private static Image resample(Image image, Axis vertical, Axis horizontal, String name) {
    Resampler.require(vertical, horizontal, name);
    byte[] rgb = new byte[3 * vertical.targets() * horizontal.targets()];
    new Resampler().resample(image.rgb(), 0, image.width(), vertical, horizontal, rgb);
    return new Image(vertical.targets(), horizontal.targets(), rgb);
  }
}
