package dev.alexandrite.core.augment;

import dev.alexandrite.augment.Planes;
import dev.alexandrite.core.data.CounterRandom;

/** What one thread needs to prepare images without allocating. */
final class Workspace {
  final CounterRandom random = new CounterRandom();
  final Crop cut = new Crop();
  final Crop inResized = new Crop();
  final float[] shift = new float[3];
  final PictureStage stage = new PictureStage();
  final Eraser eraser = new Eraser();
  private float[] row = new float[0];
  private float[] current = new float[0];
  private float[] spare = new float[0];

  /**
   * Copies a part of pixels, with its colour shift, to planes of its own. They last until the next
   * copy but one, so that one copy can be made of another.
   */
  Planes copy(Pixels pixels) {
    int length = 3 * cut.height * cut.width;
    float[] copy = length <= spare.length ? spare : new float[length];
    int to = 0;
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < cut.height; y++) {
        pixels.row(channel, cut, y, copy, to);
        for (int x = 0; x < cut.width; x++) {
          copy[to + x] += shift[channel];
        }
        to += cut.width;
      }
    }
    spare = current;
    current = copy;
    return new Planes(cut.height, cut.width, copy);
  }

  /**
   * The part of pixels in bytes: the array where they are, if that is what they are, and otherwise
   * a copy on the stage, with their colour shift, rounded.
   */
  Pixels.OfBytes bytes(Pixels pixels) {
    return pixels instanceof Pixels.OfBytes bytes && isAsItWas(bytes)
        ? bytes
        : Pixels.OfBytes.of(carryOut(pixels));
  }

  /** The stage, with the part of pixels on it. */
  @SuppressWarnings("ReferenceEquality") // whether the bytes are the stage's own
  PictureStage stage(Pixels pixels) {
    if (bytes(pixels).rgb() != stage.picture().rgb) {
      carryOut(pixels);
    }
    return stage;
  }

  private boolean isAsItWas(Pixels.OfBytes bytes) {
    boolean shifted = shift[0] != 0 || shift[1] != 0 || shift[2] != 0;
    return !shifted && cut.isWhole(bytes.height(), bytes.width());
  }

  private Raster carryOut(Pixels pixels) {
    Raster picture = stage.picture();
    byte[] rgb = picture.spare(cut.height, cut.width);
    row = cut.width <= row.length ? row : new float[cut.width];
    for (int channel = 0; channel < Planes.CHANNELS; channel++) {
      int to = channel;
      for (int y = 0; y < cut.height; y++) {
        pixels.row(channel, cut, y, row, 0);
        for (int x = 0; x < cut.width; x++) {
          rgb[to] = (byte) Math.clamp(Math.round(row[x] + shift[channel]), 0, 255);
          to += Planes.CHANNELS;
        }
      }
    }
    picture.takeSpare(cut.height, cut.width);
    return picture;
  }
}
