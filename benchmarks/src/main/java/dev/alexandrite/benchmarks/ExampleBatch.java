package dev.alexandrite.benchmarks;

import java.util.SplittableRandom;

/** The batch and the recipe that every system trains on. */
final class ExampleBatch {
  static final int SEED = 1;
  static final double MOMENTUM = 0.9;
  static final double WEIGHT_DECAY = 5e-4;

  private ExampleBatch() {}

  /** {@code N} images, uniform with mean 0. */
  static float[] pixels(int batch, int pixels, double deviation) {
    SplittableRandom random = new SplittableRandom(SEED);
    double halfWidth = deviation * StrictMath.sqrt(3);
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
