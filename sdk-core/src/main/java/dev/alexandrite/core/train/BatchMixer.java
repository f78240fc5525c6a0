package dev.alexandrite.core.train;

import dev.alexandrite.core.data.Batch;
import dev.alexandrite.core.data.CounterRandom;
import dev.alexandrite.data.Task;
import dev.alexandrite.tensor.RandomStream.Purpose;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Mixing;
import dev.alexandrite.train.TrainingConfig;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Mixes each image of a prepared batch with the one before it, the first with the last, and gives
 * the batch targets that have both classes. A function of seed, epoch and step.
 */
final class BatchMixer {
  private static final int MIXUP = 0;

  private final Mixing mixing;
  private final long seed;
  private final int classes;
  private final int height;
  private final int width;
  private final int length;
  private final float[] last;
  private final boolean labelled;
  private final CounterRandom random = new CounterRandom();

  /** The part of each image that is the image's own. */
  private double share;

  // The rectangle of CutMix.
  private int top;
  private int bottom;
  private int left;
  private int right;

  /** That of a run; null if it mixes nothing. */
  static @Nullable BatchMixer of(TrainingConfig config) {
    Mixing mixing = config.objective().mixing();
    return mixing == null
        ? null
        : new BatchMixer(
            mixing,
            config.seed(),
            config.model().pipeline().shape(),
            config.data().classNames().size(),
            config.data().task());
  }

  /** For images {@code float32[C, H, W]} with one class each. */
  BatchMixer(Mixing mixing, long seed, Shape image, int classes) {
    this(mixing, seed, image, classes, Task.CLASSIFICATION);
  }

  BatchMixer(Mixing mixing, long seed, Shape image, int classes, Task task) {
    this.mixing = mixing;
    this.seed = seed;
    this.classes = classes;
    this.height = image.height();
    this.width = image.width();
    this.length = image.elements();
    this.last = new float[Math.max(length, classes)];
    this.labelled = task == Task.CLASSIFICATION;
  }

  /** Mixes the images in place, and writes the targets. */
  void mix(Batch batch) {
    mixLike(batch.epoch(), batch.step(), batch.images(), batch.rows());
    if (labelled) {
      write(batch.targets(classes), batch.labels(), batch.rows());
    } else {
      blendTargets(batch.targets(classes), batch.rows());
    }
  }

  /** Mixes images by the draws of a batch, which have rows of their own. */
  void mixLike(int epoch, int step, float[] images, int rows) {
    mixImages(images, rows, draw(epoch, step) == MIXUP ? this::blend : this::paste);
  }

  /** Draws what happens to a batch; 0 for mixup. */
  private int draw(int epoch, int step) {
    random.start(seed, Purpose.MIX, 0, epoch, step);
    boolean both = mixing.mixup() > 0 && mixing.cutMix() > 0;
    int kind = both ? random.nextInt(2) : mixing.mixup() > 0 ? MIXUP : 1;
    share = beta(kind == MIXUP ? mixing.mixup() : mixing.cutMix());
    if (kind != MIXUP) {
      drawRectangle();
    }
    return kind;
  }

  /** Around a random pixel, as far as it is within the image, whose part is the share then. */
  private void drawRectangle() {
    int centreX = random.nextInt(width);
    int centreY = random.nextInt(height);
    double half = 0.5 * Math.sqrt(1 - share);
    int halfWidth = (int) (half * width);
    int halfHeight = (int) (half * height);
    left = Math.max(centreX - halfWidth, 0);
    right = Math.min(centreX + halfWidth, width);
    top = Math.max(centreY - halfHeight, 0);
    bottom = Math.min(centreY + halfHeight, height);
    share = 1 - (right - left) * (bottom - top) / (double) (width * height);
  }

  /** Beta(α, α) as X / (X + Y) of two gamma variates. */
  private double beta(double alpha) {
    double x = gamma(alpha);
    double y = gamma(alpha);
    // Both underflow where α is tiny, where the distribution is that of a coin.
    return x + y > 0 ? x / (x + y) : random.nextInt(2);
  }

  /** Gamma(α, 1) by Marsaglia and Tsang (2000), doi 10.1145/358407.358414. */
  private double gamma(double alpha) {
    if (alpha < 1) {
      double boost = StrictMath.pow(open(), 1 / alpha);
      return boost * gamma(alpha + 1);
    }
    double d = alpha - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double z = random.nextGaussian();
      double v = 1 + c * z;
      if (v > 0) {
        double cube = v * v * v;
        if (StrictMath.log(open()) < 0.5 * z * z + d - d * cube + d * StrictMath.log(cube)) {
          return d * cube;
        }
      }
    }
  }

  /** In (0, 1). */
  private double open() {
    return (random.nextFloat() + 0x1p-25) / (1 + 0x1p-24);
  }

  @FunctionalInterface
  private interface Pair {
    void mix(float[] image, int at, float[] other, int otherAt);
  }

  /** From the last row to the first, so that each reads the one before it as it was. */
  private void mixImages(float[] images, int rows, Pair pair) {
    System.arraycopy(images, (rows - 1) * length, last, 0, length);
    for (int row = rows - 1; row > 0; row--) {
      pair.mix(images, row * length, images, (row - 1) * length);
    }
    pair.mix(images, 0, last, 0);
  }

  private void blend(float[] image, int at, float[] other, int otherAt) {
    float own = (float) share;
    float rest = (float) (1 - share);
    for (int i = 0; i < length; i++) {
      image[at + i] = own * image[at + i] + rest * other[otherAt + i];
    }
  }

  private void paste(float[] image, int at, float[] other, int otherAt) {
    int plane = height * width;
    for (int from = 0; from < length; from += plane) {
      for (int y = top; y < bottom; y++) {
        int start = from + y * width + left;
        System.arraycopy(other, otherAt + start, image, at + start, right - left);
      }
    }
  }

  /** Several labels an image, in the shares of the images. */
  private void blendTargets(float[] targets, int rows) {
    System.arraycopy(targets, (rows - 1) * classes, last, 0, classes);
    for (int row = rows - 1; row >= 0; row--) {
      float[] others = row == 0 ? last : targets;
      int from = row == 0 ? 0 : (row - 1) * classes;
      for (int c = 0; c < classes; c++) {
        int at = row * classes + c;
        targets[at] = (float) share * targets[at] + (float) (1 - share) * others[from + c];
      }
    }
  }

  private void write(float[] targets, float[] labels, int rows) {
    Arrays.fill(targets, 0, rows * classes, 0);
    for (int row = 0; row < rows; row++) {
      int before = row == 0 ? rows - 1 : row - 1;
      targets[row * classes + (int) labels[row]] += (float) share;
      targets[row * classes + (int) labels[before]] += (float) (1 - share);
    }
  }
}
