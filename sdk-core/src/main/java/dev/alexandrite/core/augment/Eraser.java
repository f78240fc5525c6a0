package dev.alexandrite.core.augment;

import dev.alexandrite.augment.RandomErasing;
import dev.alexandrite.core.data.CounterRandom;

/** Erases a random rectangle of a network's input, behind the normalisation. */
final class Eraser {
  private static final int PLANES = 3;

  private final RandomBox box = new RandomBox();

  /** Erases in {@code float32[3, height, width]}, which begins at an offset. */
  void erase(
      RandomErasing erasing,
      int height,
      int width,
      CounterRandom random,
      float[] target,
      int offset) {
    if (!box.draw(erasing, height, width, random)) {
      return;
    }
    boolean zero = erasing.value() == RandomErasing.Value.ZERO;
    for (int plane = 0; plane < PLANES; plane++) {
      for (int y = box.top; y < box.top + box.height; y++) {
        int row = offset + (plane * height + y) * width;
        for (int x = box.left; x < box.left + box.width; x++) {
          target[row + x] = zero ? 0 : (float) random.nextGaussian();
        }
      }
    }
  }
}
