package dev.alexandrite.core.augment;

/**
 * Along one axis, which source pixels make up each target pixel and with what weight: bilinear
 * interpolation, widened to the area that a target pixel stands for when the image shrinks. Weights
 * are whole numbers with {@link #FRACTION_BITS} bits behind the point, so that results equal
 * Pillow's to the bit.
 */
final class ResampleTable {
  /** Eight bits of pixel, two of headroom and these fill an int. */
  static final int FRACTION_BITS = 32 - 8 - 2;

  private final int taps;
  private final int[] first;
  private final int[] count;
  private final int[] weights;

  private ResampleTable(int taps, int targets) {
    this.taps = taps;
    this.first = new int[targets];
    this.count = new int[targets];
    this.weights = new int[taps * targets];
  }

  /**
   * The table for a part of the target.
   *
   * @param source pixels of the source
   * @param resized pixels that the whole source becomes
   * @param from the first resized pixel wanted
   * @param targets how many are wanted
   */
  static ResampleTable of(int source, int resized, int from, int targets) {
    double scale = (double) source / resized;
    double support = Math.max(scale, 1); // half the width of the triangle, in source pixels
    var table = new ResampleTable((int) Math.ceil(support) * 2 + 1, targets);
    double[] triangle = new double[table.taps];
    for (int target = 0; target < targets; target++) {
      double center = (from + target + 0.5) * scale;
      int first = Math.max((int) (center - support + 0.5), 0);
      int count = Math.min((int) (center + support + 0.5), source) - first;
      double sum = 0;
      for (int tap = 0; tap < count; tap++) {
        triangle[tap] = Math.max(1 - Math.abs((first + tap - center + 0.5) / support), 0);
        sum += triangle[tap];
      }
      for (int tap = 0; tap < count; tap++) {
        table.weights[target * table.taps + tap] =
            (int) (triangle[tap] / sum * (1 << FRACTION_BITS) + 0.5);
      }
      table.first[target] = first;
      table.count[target] = count;
    }
    return table;
  }

  /** The number of target pixels. */
  int targets() {
    return first.length;
  }

  /** The first source pixel that any target needs. */
  int firstSource() {
    return first[0];
  }

  /** The source pixel after the last that any target needs. */
  int endSource() {
    int last = first.length - 1;
    return first[last] + count[last];
  }

  /**
   * One target value.
   *
   * @param target the target pixel
   * @param source uint8 values
   * @param base where source pixel 0 lies
   * @param stride the distance between source pixels
   * @return rounded and clamped to a byte
   */
  byte value(int target, byte[] source, int base, int stride) {
    int sum = 1 << (FRACTION_BITS - 1);
    int at = base + first[target] * stride;
    int weight = target * taps;
    for (int end = weight + count[target]; weight < end; weight++) {
      sum += (source[at] & 0xFF) * weights[weight];
      at += stride;
    }
    return (byte) Math.clamp(sum >> FRACTION_BITS, 0, 255);
  }
}
