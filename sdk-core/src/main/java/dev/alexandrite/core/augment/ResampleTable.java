package dev.alexandrite.core.augment;

import dev.alexandrite.augment.Interpolation;
import java.util.Arrays;

/**
 * Along one axis, which source pixels make up each target pixel and with what weight: a kernel,
 * widened to the area that a target pixel stands for when the image shrinks, or the nearest pixel
 * alone. Weights are whole numbers with {@link #FRACTION_BITS} bits behind the point, so that
 * results equal Pillow's to the bit.
 *
 * <p>Mutable, one for each thread.
 */
final class ResampleTable {
  /** Eight bits of pixel, two of headroom and these fill an int. */
  static final int FRACTION_BITS = 32 - 8 - 2;

  private static final int ONE = 1 << FRACTION_BITS;

  private int targets;
  private int taps;
  private int[] first = new int[0];
  private int[] count = new int[0];
  private int[] weights = new int[0];
  private double[] kernel = new double[0];

  /** What a table is for. */
  record Axis(int source, int resized, int from, int targets, Interpolation interpolation) {
    /** The whole target. */
    static Axis whole(int source, int resized, Interpolation interpolation) {
      return new Axis(source, resized, 0, resized, interpolation);
    }

    /** How far the kernel reaches to each side of a target's middle, in source pixels. */
    private double support() {
      return switch (interpolation) {
        case NEAREST -> 0;
        case BILINEAR -> Math.max(scale(), 1);
        case BICUBIC -> 2 * Math.max(scale(), 1);
      };
    }

    private double scale() {
      return (double) source / resized;
    }

    /** How many source pixels are needed at most. */
    long reach() {
      return (long) Math.min(source, Math.ceil(targets * scale()) + 2 * Math.ceil(support()) + 1);
    }

    /** How many weights the table has at most. */
    long weights() {
      return ((long) Math.ceil(support()) * 2 + 1) * targets;
    }
  }

  /**
   * Makes it the table for a part of the target. Arrays of before are used again where they are
   * long enough.
   *
   * @param axis the source, what the whole of it becomes, and which part of that is wanted
   */
  void set(Axis axis) {
    targets = axis.targets();
    taps = (int) Math.ceil(axis.support()) * 2 + 1;
    int needed = Math.multiplyExact(taps, targets);
    if (first.length < targets) {
      first = new int[targets];
      count = new int[targets];
    }
    if (weights.length < needed) {
      weights = new int[needed];
    }
    if (kernel.length < taps) {
      kernel = new double[taps];
    }
    if (axis.interpolation() == Interpolation.NEAREST) {
      takeNearest(axis);
    } else {
      mix(axis);
    }
  }

  /** The places are added up one by one, as Pillow does, and its rounding errors with them. */
  private void takeNearest(Axis axis) {
    double scale = axis.scale();
    double place = scale * 0.5;
    for (int skipped = 0; skipped < axis.from(); skipped++) {
      place += scale;
    }
    for (int target = 0; target < axis.targets(); target++) {
      first[target] = Math.min((int) place, axis.source() - 1);
      count[target] = 1;
      weights[target] = ONE;
      place += scale;
    }
  }

  private void mix(Axis axis) {
    double scale = axis.scale();
    double support = axis.support();
    double perPixel = 1 / Math.max(scale, 1);
    for (int target = 0; target < axis.targets(); target++) {
      double center = (axis.from() + target + 0.5) * scale;
      int begin = Math.max((int) (center - support + 0.5), 0);
      int reached = Math.min((int) (center + support + 0.5), axis.source()) - begin;
      double sum = 0;
      for (int tap = 0; tap < reached; tap++) {
        kernel[tap] = kernel(axis.interpolation(), (tap + begin - center + 0.5) * perPixel);
        sum += kernel[tap];
      }
      for (int tap = 0; tap < reached; tap++) {
        double weight = kernel[tap] / sum;
        weights[target * taps + tap] = (int) (weight * ONE + (weight < 0 ? -0.5 : 0.5));
      }
      first[target] = begin;
      count[target] = reached;
    }
  }

  private static double kernel(Interpolation interpolation, double distance) {
    double x = Math.abs(distance);
    return switch (interpolation) {
      case NEAREST -> throw new IllegalArgumentException("the nearest pixel needs no kernel");
      case BILINEAR -> x < 1 ? 1 - x : 0;
      case BICUBIC -> cubic(x);
    };
  }

  /** Keys's cubic with a = -0.5. */
  private static double cubic(double x) {
    if (x < 1) {
      return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0;
  }

  /** The number of target pixels. */
  int targets() {
    return targets;
  }

  /** The first source pixel that any target needs. */
  int firstSource() {
    return first[0];
  }

  /** The source pixel after the last that any target needs. */
  int endSource() {
    int last = targets - 1;
    return first[last] + count[last];
  }

  /**
   * Mixes the pixels of a row.
   *
   * @param source uint8[W, 3] from a place on
   * @param from where source pixel 0 begins
   * @param target receives uint8[targets, 3], rounded and clamped
   * @param to where
   */
  void mixPixels(byte[] source, int from, byte[] target, int to) {
    for (int pixel = 0; pixel < targets; pixel++) {
      int red = ONE >> 1;
      int green = ONE >> 1;
      int blue = ONE >> 1;
      int at = from + 3 * first[pixel];
      int weight = pixel * taps;
      for (int end = weight + count[pixel]; weight < end; weight++) {
        int by = weights[weight];
        red += (source[at] & 0xFF) * by;
        green += (source[at + 1] & 0xFF) * by;
        blue += (source[at + 2] & 0xFF) * by;
        at += 3;
      }
      target[to++] = rounded(red);
      target[to++] = rounded(green);
      target[to++] = rounded(blue);
    }
  }

  /**
   * Mixes rows to one target row.
   *
   * @param row the target row
   * @param source the rows, from {@link #firstSource} on
   * @param sums room for the sums of a row, all of which is used
   * @param target receives as many bytes, rounded and clamped
   * @param to where
   */
  void mixRows(int row, byte[] source, int[] sums, byte[] target, int to) {
    Arrays.fill(sums, ONE >> 1);
    for (int tap = 0; tap < count[row]; tap++) {
      int by = weights[row * taps + tap];
      int at = (first[row] + tap - firstSource()) * sums.length;
      for (int i = 0; i < sums.length; i++) {
        sums[i] += (source[at + i] & 0xFF) * by;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      target[to + i] = rounded(sums[i]);
    }
  }

  private static byte rounded(int sum) {
    return (byte) Math.clamp(sum >> FRACTION_BITS, 0, 255);
  }
}
