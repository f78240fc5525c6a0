package dev.alexandrite.core.augment;

import dev.alexandrite.augment.Planes;
import dev.alexandrite.core.data.CounterRandom;

/** What one thread needs to prepare images without allocating. */
final class Workspace {
  final CounterRandom random = new CounterRandom();
  final Crop cut = new Crop();
  final Crop inResized = new Crop();
  final float[] shift = new float[3];
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
}
