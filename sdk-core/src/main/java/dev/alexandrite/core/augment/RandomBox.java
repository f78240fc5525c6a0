package dev.alexandrite.core.augment;

import dev.alexandrite.augment.RandomErasing;
import dev.alexandrite.augment.RandomResizedCrop;
import dev.alexandrite.core.data.CounterRandom;

/**
 * A rectangle of random area and aspect at a random place, drawn as torchvision does.
 *
 * <p>Mutable, one for each thread.
 */
final class RandomBox {
  private static final int TRIES = 10;

  int top;
  int left;
  int height;
  int width;

  /** What a crop of a picture cuts out. */
  void draw(RandomResizedCrop crop, int pictureHeight, int pictureWidth, CounterRandom random) {
    double area = (double) pictureHeight * pictureWidth;
    for (int tried = 0; tried < TRIES; tried++) {
      double part = area * between(crop.minArea(), crop.maxArea(), random);
      double aspect = aspect(crop.minAspect(), crop.maxAspect(), random);
      width = side(part * aspect);
      height = side(part / aspect);
      if (width > 0 && width <= pictureWidth && height > 0 && height <= pictureHeight) {
        place(pictureHeight, pictureWidth, random);
        return;
      }
    }
    double aspect = (double) pictureWidth / pictureHeight;
    boolean narrow = aspect < crop.minAspect();
    boolean wide = aspect > crop.maxAspect();
    height = narrow ? fallback(pictureWidth / crop.minAspect(), pictureHeight) : pictureHeight;
    width = wide ? fallback(pictureHeight * crop.maxAspect(), pictureWidth) : pictureWidth;
    top = (pictureHeight - height) / 2;
    left = (pictureWidth - width) / 2;
  }

  /** At least a pixel, even of a picture that has only one to a row. */
  private static int fallback(double side, int most) {
    return Math.clamp((long) Math.rint(side), 1, most);
  }

  /**
   * What is erased of a network's input.
   *
   * @return false if nothing is
   */
  boolean draw(RandomErasing erasing, int inputHeight, int inputWidth, CounterRandom random) {
    if (random.nextFloat() >= erasing.probability()) {
      return false;
    }
    double area = (double) inputHeight * inputWidth;
    for (int tried = 0; tried < TRIES; tried++) {
      double part = area * between(erasing.minArea(), erasing.maxArea(), random);
      double aspect = aspect(erasing.minAspect(), erasing.maxAspect(), random);
      height = side(part * aspect);
      width = side(part / aspect);
      if (height < inputHeight && width < inputWidth) {
        place(inputHeight, inputWidth, random);
        return true;
      }
    }
    return false;
  }

  private void place(int wholeHeight, int wholeWidth, CounterRandom random) {
    top = random.nextInt(wholeHeight - height + 1);
    left = random.nextInt(wholeWidth - width + 1);
  }

  private static double between(double low, double high, CounterRandom random) {
    return low + (high - low) * random.nextFloat();
  }

  /** Twice as wide is as likely as twice as high. */
  private static double aspect(double low, double high, CounterRandom random) {
    return StrictMath.exp(between(StrictMath.log(low), StrictMath.log(high), random));
  }

  /** Halves to the even side, as Python rounds. */
  private static int side(double square) {
    return (int) Math.rint(Math.sqrt(square));
  }
}
