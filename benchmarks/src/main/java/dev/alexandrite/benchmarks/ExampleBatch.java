package dev.alexandrite.benchmarks;

import java.util.SplittableRandom;

/** The batch and the recipe that every system trains on. */
final class ExampleBatch {
  static final int SEED = 1;
  static final int CLASSES = 1000;
  static final double RATE = 0.01;
  static final double MOMENTUM = 0.9;
  static final double WEIGHT_DECAY = 5e-4;

  /** Pixels of an image of the ImageNet networks. */
  static final int PIXELS = 3 * 224 * 224;

  private ExampleBatch() {}

  /** {@code N} images, uniform with mean 0 and deviation 1, as normalised pixels are. */
  static float[] pixels(int batch, int pixels) {
    SplittableRandom random = new SplittableRandom(SEED);
    double halfWidth = StrictMath.sqrt(3);
    float[] values = new float[batch * pixels];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-halfWidth, halfWidth);
    }
    return values;
  }

  /** {@code float32[N]}, class numbers. */
  static float[] labels(int batch, int classes) {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    float[] values = new float[batch];
    for (int i = 0; i < batch; i++) {
      values[i] = random.nextInt(classes);
    }
    return values;
  }
}
